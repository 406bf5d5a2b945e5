using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>`POST /api/campaigns/{campaign}/message-templates`: 201 with findings; 200 for the same words again; 409 for another template of that id.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves)]
public sealed class CreateMessageTemplateFunction(WriteTemplateHandler handler)
{
    [Function(nameof(CreateMessageTemplateFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/message-templates")] HttpRequest request,
        string campaign,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<TemplateBody> body = await TemplateBodies.ReadAsync(request, cancellationToken);
        return body.Succeeded
            ? MessageTemplateAnswer.Answer(await handler.CreateAsync(campaign, context.GetCaller(), body.Value, cancellationToken), request)
            : Problems.From(body.Failure, request);
    }
}
