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
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.CacheControl = "no-store";
        return result;
    }
}
