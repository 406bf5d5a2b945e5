using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`POST /api/campaigns/{campaign}/outreach-exceptions/{exception}/approval`: 200; by somebody other than who asked (threat 28). Again is the same.</summary>
[RequiresHabilitation(HabilitationPurpose.ApproveOutreach, Roles.ApproveWaves)]
public sealed class ApproveOutreachExceptionFunction(DecideExceptionHandler handler, OutreachExceptionAnswers answers, Pseudonyms pseudonyms)
{
    [Function(nameof(ApproveOutreachExceptionFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/outreach-exceptions/{exception}/approval")] HttpRequest request,
        string campaign,
        string exception,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<OutreachException> decided = await handler.ApproveAsync(campaign, exception, pseudonyms.Actor(context.GetCaller()), cancellationToken);
        return await answers.OneAsync(decided, request, cancellationToken);
    }
}
