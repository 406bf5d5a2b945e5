using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`GET /api/campaigns/{campaign}/outreach-schedule`; 404 while there is none.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class GetOutreachScheduleFunction(SetScheduleHandler handler, TimeProvider time)
{
    [Function(nameof(GetOutreachScheduleFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/outreach-schedule")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken)
    {
        Result<OutreachSchedule> found = await handler.ReadAsync(campaign, cancellationToken);
        return found.Succeeded ? Results.Json(OutreachScheduleAnswer.Of(found.Value, time.GetUtcNow())) : Problems.From(found.Failure, request);
    }
}
