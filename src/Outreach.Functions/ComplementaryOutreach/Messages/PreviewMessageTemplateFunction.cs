using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>`GET /api/campaigns/{campaign}/message-templates/{template}/versions/{version}/preview?channel=`: as synthetic people would get it.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class PreviewMessageTemplateFunction(PreviewTemplateHandler handler)
{
    [Function(nameof(PreviewMessageTemplateFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/message-templates/{template}/versions/{version}/preview")] HttpRequest request,
        string campaign,
        string template,
        string version,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? channel = request.Query["channel"];
        Result<IReadOnlyList<TemplatePreview>> previews = await handler.RunAsync(campaign, template, version, channel, cancellationToken);
        return previews.Succeeded ? Results.Json(new MessagePreviewAnswer(channel!, previews.Value)) : Problems.From(previews.Failure, request);
    }
}
