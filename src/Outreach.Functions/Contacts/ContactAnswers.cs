using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Functions.Http;
using Outreach.Functions.Lists;

namespace Outreach.Functions.Contacts;

/// <summary>How people, and agents on their behalf, are answered: never kept by a cache.</summary>
internal static class ContactAnswers
{
    public static IResult Of<T>(Result<T> result, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return result.Succeeded
            ? ListAnswers.NoStore(request.HttpContext.Response, Results.Json(result.Value))
            : Problems.From(result.Failure, request);
    }
}
