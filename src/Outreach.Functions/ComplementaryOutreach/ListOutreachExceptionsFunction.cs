using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`GET /api/campaigns/{campaign}/outreach-exceptions`: all of them, with how much of each is used.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class ListOutreachExceptionsFunction(OutreachExceptionAnswers answers)
{
    [Function(nameof(ListOutreachExceptionsFunction))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/outreach-exceptions")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken) => answers.AllAsync(campaign, request, cancellationToken);
}
