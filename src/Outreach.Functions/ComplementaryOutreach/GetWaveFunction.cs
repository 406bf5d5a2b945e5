using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`GET /api/campaigns/{campaign}/waves/{wave}`: how far it is, what was counted, and what it came to; `X-Progress` while it is counted.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class GetWaveFunction(ReadWavesHandler handler)
{
    [Function(nameof(GetWaveFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/waves/{wave}")] HttpRequest request,
        string campaign,
        string wave,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<WaveView> found = await handler.FindAsync(campaign, wave, cancellationToken);
        return found.Succeeded
            ? WaveAnswers.One(found.Value, await new WaveOrchestrations(client).FindStatusAsync(found.Value.Wave.Id, cancellationToken), request)
            : Problems.From(found.Failure, request);
    }
}
