using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Access;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>`GET /api/campaigns/{campaign}/message-templates/{template}/versions/{version}`: with what the check finds today.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class GetMessageTemplateFunction(ReadTemplatesHandler handler)
{
    [Function(nameof(GetMessageTemplateFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/message-templates/{template}/versions/{version}")] HttpRequest request,
        string campaign,
        string template,
        string version,
        CancellationToken cancellationToken) =>
        MessageTemplateAnswer.Answer(await handler.FindAsync(campaign, template, version, cancellationToken), request);
}
