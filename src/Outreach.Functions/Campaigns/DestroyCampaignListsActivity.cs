using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Functions.Campaigns;

/// <summary>Destroys one page of a closing campaign's lists.</summary>
public sealed class DestroyCampaignListsActivity(DestroyCampaignListsHandler handler)
{
    [Function(nameof(DestroyCampaignListsActivity))]
    public Task<DestroyedPage> RunAsync([ActivityTrigger] CloseCampaignInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), input.Continuation, cancellationToken);
    }
}
