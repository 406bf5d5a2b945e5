using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>`POST /api/campaigns/{campaign}/message-templates/{template}/versions`: 201 with findings; 200 when the latest version says the same.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves)]
public sealed class AddMessageTemplateVersionFunction(WriteTemplateHandler handler)
{
    [Function(nameof(AddMessageTemplateVersionFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/message-templates/{template}/versions")] HttpRequest request,
        string campaign,
        string template,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<TemplateBody> body = await TemplateBodies.ReadAsync(request, cancellationToken);
        return body.Succeeded
            ? MessageTemplateAnswer.Answer(await handler.AddVersionAsync(campaign, template, context.GetCaller(), body.Value, cancellationToken), request)
            : Problems.From(body.Failure, request);
    }
}
