using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`POST /api/campaigns/{campaign}/outreach-exceptions`: 200; nothing may use it before somebody else approves it (C8). Idempotent by author and `Idempotency-Key`.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves)]
public sealed class AskOutreachExceptionFunction(AskExceptionHandler handler, OutreachExceptionAnswers answers, Pseudonyms pseudonyms)
{
    [Function(nameof(AskOutreachExceptionFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/outreach-exceptions")] HttpRequest request,
        string campaign,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<ExceptionBody> body = await JsonBody.ReadAsync<ExceptionBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        string author = pseudonyms.Actor(context.GetCaller());
        Result<OutreachException> asked = await handler.RunAsync(campaign, WaveAnswers.KeyOf(request), body.Value, author, cancellationToken);
        return await answers.OneAsync(asked, request, cancellationToken);
    }
}
