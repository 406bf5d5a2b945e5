using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;

namespace Outreach.Functions.Campaigns;

/// <summary>Disables the key of a campaign that is closing.</summary>
public sealed class DisableCampaignKeyActivity(EndCampaignKeyHandler handler)
{
    [Function(nameof(DisableCampaignKeyActivity))]
    public Task RunAsync([ActivityTrigger] CloseCampaignInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.DisableAsync(CampaignId.Parse(input.Campaign), cancellationToken);
    }
}
