using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`GET /api/campaigns/{campaign}/waves`: all of them, newest first; there are a few a week.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class ListWavesFunction(ReadWavesHandler handler)
{
    [Function(nameof(ListWavesFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/waves")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<IReadOnlyList<WaveView>> waves = await handler.ListAsync(campaign, cancellationToken);
        return waves.Succeeded
            ? Answers.NoStore(Results.Json(new WavesAnswer([.. waves.Value.Select(WaveAnswer.Of)])), request.HttpContext.Response)
            : Problems.From(waves.Failure, request);
    }
}
