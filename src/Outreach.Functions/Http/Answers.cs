using Microsoft.AspNetCore.Http;
using Outreach.Core;

namespace Outreach.Functions.Http;

/// <summary>Answers that no cache may keep: they tell of people, lists, keys, or of a moment.</summary>
internal static class Answers
{
    /// <summary>200 with the value, or the failure's problem details.</summary>
    public static IResult NoStore<T>(Result<T> result, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return result.Succeeded ? NoStore(Results.Json(result.Value), request.HttpContext.Response) : Problems.From(result.Failure, request);
    }

    public static IResult NoStore(IResult result, HttpResponse response)
    {
        NoStore(response);
        return result;
    }

    /// <summary>For whatever the answer will be: the one place that says it.</summary>
    public static void NoStore(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.CacheControl = "no-store";
    }
}
