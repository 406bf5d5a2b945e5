using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;

namespace Outreach.Functions.Campaigns;

/// <summary>Deletes the key of a campaign whose lists are destroyed; answers when it is beyond recovery.</summary>
public sealed class DeleteCampaignKeyActivity(EndCampaignKeyHandler handler)
{
    [Function(nameof(DeleteCampaignKeyActivity))]
    public Task<DateTimeOffset> RunAsync([ActivityTrigger] CloseCampaignInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.DeleteAsync(CampaignId.Parse(input.Campaign), cancellationToken);
    }
}
