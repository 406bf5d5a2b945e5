using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`POST /api/campaigns/{campaign}/waves/{wave}/preview`: 202; it is counted anew, as the register is now. Again is the same.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class RecountWaveFunction(ChangeWaveHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(RecountWaveFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/waves/{wave}/preview")] HttpRequest request,
        string campaign,
        string wave,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        string actor = pseudonyms.Actor(context.GetCaller());
        Result<Wave> changed = await handler.RecountAsync(campaign, wave, actor, cancellationToken);
        if (changed.Value is { } known)
        {
            await new WaveOrchestrations(client).WakeAsync(known.Campaign, known.Id, cancellationToken);
        }

        return WaveAnswers.Changed(changed, request);
    }
}
