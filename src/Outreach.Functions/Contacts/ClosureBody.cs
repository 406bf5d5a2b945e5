using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Core.Contacts;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>What a closure may come with: nothing, or an object without members. Whatever else was sent is neither kept nor repeated (C12).</summary>
internal static class ClosureBody
{
    /// <summary>Null when nothing came with it. Words in the address would stay in the logs of whatever lies on the way.</summary>
    public static async Task<Failure?> FindFaultAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.QueryString.HasValue)
        {
            return ClosureFailures.ReasonNotAccepted;
        }

        if (string.IsNullOrEmpty(request.ContentType))
        {
            return await request.Body.ReadAsync(new byte[1], cancellationToken) == 0 ? null : ClosureFailures.ReasonNotAccepted;
        }

        Result<Dictionary<string, JsonElement>> body = await JsonBody.ReadAsync<Dictionary<string, JsonElement>>(request, cancellationToken);
        return body switch
        {
            { Succeeded: true, Value.Count: > 0 } => ClosureFailures.ReasonNotAccepted,
            { Succeeded: false } when body.Failure != Http.Failures.BodyMissing => body.Failure,
            _ => null,
        };
    }
}
