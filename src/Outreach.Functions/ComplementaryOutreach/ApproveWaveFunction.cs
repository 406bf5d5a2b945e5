using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`POST /api/campaigns/{campaign}/waves/{wave}/approval`: 202; somebody other than its author lets it be sent (threat 28). Again is the same.</summary>
[RequiresHabilitation(HabilitationPurpose.ApproveOutreach, Roles.ApproveWaves)]
public sealed class ApproveWaveFunction(DecideWaveHandler handler, Pseudonyms pseudonyms, TimeProvider time)
{
    [Function(nameof(ApproveWaveFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/waves/{wave}/approval")] HttpRequest request,
        string campaign,
        string wave,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        string actor = pseudonyms.Actor(context.GetCaller());
        Result<Wave> changed = await handler.ApproveAsync(campaign, wave, actor, time.GetUtcNow(), cancellationToken);
        if (changed.Value is { } known)
        {
            await new WaveOrchestrations(client).WakeAsync(known.Campaign, known.Id, cancellationToken);
        }

        return WaveAnswers.Changed(changed, request);
    }
}
