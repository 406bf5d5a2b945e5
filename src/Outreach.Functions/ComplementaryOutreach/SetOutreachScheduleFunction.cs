using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`PUT /api/campaigns/{campaign}/outreach-schedule`: 200; waves are planned when it is due, and wait for somebody other than who set it. Again is the same.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves)]
public sealed class SetOutreachScheduleFunction(SetScheduleHandler handler, Pseudonyms pseudonyms, TimeProvider time)
{
    [Function(nameof(SetOutreachScheduleFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/campaigns/{campaign}/outreach-schedule")] HttpRequest request,
        string campaign,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<ScheduleBody> body = await JsonBody.ReadAsync<ScheduleBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        Result<OutreachSchedule> set = await handler.SetAsync(campaign, body.Value, pseudonyms.Actor(context.GetCaller()), cancellationToken);
        return set.Succeeded ? Results.Json(OutreachScheduleAnswer.Of(set.Value, time.GetUtcNow())) : Problems.From(set.Failure, request);
    }
}
