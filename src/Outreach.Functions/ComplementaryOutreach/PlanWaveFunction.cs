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

/// <summary>`POST /api/campaigns/{campaign}/waves`: 202; the wave is counted, and waits for somebody else. Idempotent by author and `Idempotency-Key`.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves)]
public sealed class PlanWaveFunction(PlanWaveHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(PlanWaveFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/waves")] HttpRequest request,
        string campaign,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<WaveBody> body = await JsonBody.ReadAsync<WaveBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        string author = pseudonyms.Actor(context.GetCaller());
        Result<Wave> planned = await handler.RunAsync(campaign, WaveAnswers.KeyOf(request), body.Value, author, cancellationToken);
        if (planned.Value is { } wave)
        {
            await new WaveOrchestrations(client).StartAsync(wave.Campaign, wave.Id, cancellationToken);
        }

        return WaveAnswers.Changed(planned, request);
    }
}
