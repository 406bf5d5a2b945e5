using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Register.Runs;

/// <summary>`PUT /api/campaigns/{campaign}/register/extracts/{extract}/parts/{number}`: 204; 8 MiB at most, sealed as they come. `?sha256=` has the part checked. Again replaces.</summary>
[RequiresHabilitation(HabilitationPurpose.LoadRegister, Roles.ImportRegister)]
public sealed class PutExtractPartFunction(PutExtractPartHandler handler)
{
    [Function(nameof(PutExtractPartFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/campaigns/{campaign}/register/extracts/{extract}/parts/{number}")] HttpRequest request,
        string campaign,
        string extract,
        string number,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<byte[]> part = await BinaryBody.ReadAsync(request, PutExtractPartHandler.LargestPart, cancellationToken);
        if (!part.Succeeded)
        {
            return Problems.From(part.Failure, request);
        }

        string? sha256 = request.Query.TryGetValue("sha256", out var digest) ? digest.ToString() : null;
        return await handler.RunAsync(campaign, extract, number, sha256, part.Value, cancellationToken) is { } refused
            ? Problems.From(refused, request)
            : Results.NoContent();
    }
}
