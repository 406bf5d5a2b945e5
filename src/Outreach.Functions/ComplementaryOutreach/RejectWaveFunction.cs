using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`POST /api/campaigns/{campaign}/waves/{wave}/rejection`: 200; somebody other than its author decides against it. Again is the same.</summary>
[RequiresHabilitation(HabilitationPurpose.ApproveOutreach, Roles.ApproveWaves)]
public sealed class RejectWaveFunction(DecideWaveHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(RejectWaveFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/waves/{wave}/rejection")] HttpRequest request,
        string campaign,
        string wave,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        string actor = pseudonyms.Actor(context.GetCaller());
        Result<Wave> changed = await handler.RejectAsync(campaign, wave, actor, cancellationToken);
        if (changed.Value is { } known)
        {
            await new WaveOrchestrations(client).WakeAsync(known.Campaign, known.Id, cancellationToken);
        }

        return WaveAnswers.Changed(changed, request);
    }
}
