using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`POST /api/campaigns/{campaign}/waves/{wave}/approval`: 202; somebody other than its author lets it be sent, as the preview that the body names says (threat 28). Again is the same.</summary>
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
        ArgumentNullException.ThrowIfNull(request);
        Result<ApprovalBody> body = await JsonBody.ReadAsync<ApprovalBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        string actor = pseudonyms.Actor(context.GetCaller());
        Result<Wave> changed = await handler.ApproveAsync(campaign, wave, body.Value, actor, time.GetUtcNow(), cancellationToken);
        if (changed.Value is { } known)
        {
            await new WaveOrchestrations(client).WakeAsync(known.Campaign, known.Id, cancellationToken);
        }

        return WaveAnswers.Changed(changed, request);
    }
}
