using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`DELETE /api/campaigns/{campaign}/outreach-schedule`: 204, also when there was none. Waves that it planned stay.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class RemoveOutreachScheduleFunction(SetScheduleHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(RemoveOutreachScheduleFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/campaigns/{campaign}/outreach-schedule")] HttpRequest request,
        string campaign,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        await handler.RemoveAsync(campaign, pseudonyms.Actor(context.GetCaller()), cancellationToken) is { } failure
            ? Problems.From(failure, request)
            : Results.NoContent();
}
