using System.Globalization;
using Microsoft.AspNetCore.Http;
using Outreach.Core.Lists;
using Outreach.Functions.Http;

namespace Outreach.Functions.Lists;

/// <summary>What a doctor is told about a request that was accepted.</summary>
/// <param name="StatusUrl">Poll here until 200.</param>
/// <param name="NotAfter">RFC 3339, UTC: access ends here whatever happens.</param>
public sealed record AcceptedAnswer(string RequestId, string StatusUrl, DateTimeOffset NotAfter);

/// <summary>How list requests are answered: the asynchronous pattern of FHIR bulk data (202, Content-Location, Retry-After, X-Progress).</summary>
internal static class ListAnswers
{
    private const string RetrySeconds = "1";

    public static IResult Accepted(ListRequest request, HttpResponse response)
    {
        string status = $"/api/list-requests/{request.Id.Value}";
        response.Headers.ContentLocation = status;
        response.Headers.RetryAfter = RetrySeconds;
        return Answers.NoStore(
            Results.Json(new AcceptedAnswer(request.Id.Value, status, request.NotAfter), statusCode: StatusCodes.Status202Accepted), response);
    }

    public static IResult Status(ListRequestStatus status, HttpResponse response)
    {
        switch (status)
        {
            case ListRequestStatus.Preparing preparing:
                response.Headers["X-Progress"] = preparing.Progress;
                response.Headers.RetryAfter = RetrySeconds;
                return Answers.NoStore(Results.StatusCode(StatusCodes.Status202Accepted), response);
            case ListRequestStatus.Ready ready:
                response.Headers.Expires = ready.Manifest.NotAfter.ToString("R", CultureInfo.InvariantCulture);
                return Answers.NoStore(Results.Json(ready.Manifest), response);
            default:
                throw new InvalidOperationException($"No answer is defined for {status.GetType().Name}.");
        }
    }
}
