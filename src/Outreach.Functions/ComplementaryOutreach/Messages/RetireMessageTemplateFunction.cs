using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>`POST /api/campaigns/{campaign}/message-templates/{template}/versions/{version}/retirement`: for good.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves)]
public sealed class RetireMessageTemplateFunction(DecideTemplateHandler handler)
{
    [Function(nameof(RetireMessageTemplateFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/message-templates/{template}/versions/{version}/retirement")] HttpRequest request,
        string campaign,
        string template,
        string version,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        MessageTemplateAnswer.Answer(await handler.RetireAsync(campaign, template, version, context.GetCaller(), cancellationToken), request);
}
