using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Campaigns;

/// <summary>`GET /api/campaigns/{campaign}`.</summary>
[RequiresRole(Roles.ReadCampaigns, Roles.ManageCampaigns)]
public sealed class GetCampaignFunction(ICampaignStore campaigns)
{
    [Function(nameof(GetCampaignFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken) =>
        CampaignId.TryParse(campaign, out CampaignId id) && await campaigns.FindAsync(id, cancellationToken) is { } found
            ? Results.Json(CampaignAnswer.Of(found.Value))
            : Problems.From(Core.Campaigns.Failures.NotFound, request);
}
