using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>`GET /api/campaigns/{campaign}/message-templates`.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class ListMessageTemplatesFunction(ReadTemplatesHandler handler)
{
    [Function(nameof(ListMessageTemplatesFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/message-templates")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken)
    {
        Result<IReadOnlyList<TemplateReport>> reports = await handler.ListAsync(campaign, cancellationToken);
        return reports.Succeeded
            ? Results.Json(new MessageTemplatesAnswer([.. reports.Value.Select(MessageTemplateAnswer.Of)]))
            : Problems.From(reports.Failure, request);
    }
}
