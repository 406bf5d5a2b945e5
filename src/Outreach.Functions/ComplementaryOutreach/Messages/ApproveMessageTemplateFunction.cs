using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>`POST /api/campaigns/{campaign}/message-templates/{template}/versions/{version}/approval`: by somebody else than its author, without findings.</summary>
[RequiresHabilitation(HabilitationPurpose.ApproveOutreach, Roles.ApproveWaves)]
public sealed class ApproveMessageTemplateFunction(DecideTemplateHandler handler)
{
    [Function(nameof(ApproveMessageTemplateFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/message-templates/{template}/versions/{version}/approval")] HttpRequest request,
        string campaign,
        string template,
        string version,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        MessageTemplateAnswer.Answer(await handler.ApproveAsync(campaign, template, version, context.GetCaller(), cancellationToken), request);
}
