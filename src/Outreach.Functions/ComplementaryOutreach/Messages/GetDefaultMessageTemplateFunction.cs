using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>`GET /api/campaigns/{campaign}/message-templates/default`: neutral words that can be posted as they are.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.WriteWaves, Roles.ApproveWaves, Or = HabilitationPurpose.ApproveOutreach)]
public sealed class GetDefaultMessageTemplateFunction(TemplateFinder finder)
{
    [Function(nameof(GetDefaultMessageTemplateFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/message-templates/default")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken)
    {
        Result<Campaign> found = await finder.FindCampaignAsync(campaign, cancellationToken);
        return found.Succeeded ? Results.Json(DefaultTemplate.Body) : Problems.From(found.Failure, request);
    }
}
