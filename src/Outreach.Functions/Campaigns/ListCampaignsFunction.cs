using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Functions.Access;

namespace Outreach.Functions.Campaigns;

/// <summary>`GET /api/campaigns`: all of them; there are a handful.</summary>
[RequiresRole(Roles.ReadCampaigns, Roles.ManageCampaigns)]
public sealed class ListCampaignsFunction(ICampaignStore campaigns)
{
    [Function(nameof(ListCampaignsFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<CampaignAnswer> all = [];
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            all.Add(CampaignAnswer.Of(campaign));
        }

        return Results.Json(new CampaignsAnswer(all));
    }
}
