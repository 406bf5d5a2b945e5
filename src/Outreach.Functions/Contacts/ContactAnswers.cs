using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>How people, and agents on their behalf, are answered: never kept by a cache.</summary>
internal static class ContactAnswers
{
    public static IResult Of<T>(Result<T> result, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!result.Succeeded)
        {
            return Problems.From(result.Failure, request);
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Json(result.Value);
    }
}
