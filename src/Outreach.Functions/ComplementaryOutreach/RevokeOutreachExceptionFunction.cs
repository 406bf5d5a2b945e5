using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`DELETE /api/campaigns/{campaign}/outreach-exceptions/{exception}`: 200; it ends at once, and waves that use it are cancelled. Again is the same.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class RevokeOutreachExceptionFunction(DecideExceptionHandler handler, OutreachExceptionAnswers answers, Pseudonyms pseudonyms)
{
    [Function(nameof(RevokeOutreachExceptionFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/campaigns/{campaign}/outreach-exceptions/{exception}")] HttpRequest request,
        string campaign,
        string exception,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<OutreachException> decided = await handler.RevokeAsync(campaign, exception, pseudonyms.Actor(context.GetCaller()), cancellationToken);
        return await answers.OneAsync(decided, request, cancellationToken);
    }
}
