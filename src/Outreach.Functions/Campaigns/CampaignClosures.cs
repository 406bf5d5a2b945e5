using Microsoft.DurableTask.Client;
using Outreach.Core.Campaigns;
using Outreach.Functions.Durable;

namespace Outreach.Functions.Campaigns;

/// <summary>The closing orchestrations of campaigns, one instance id per campaign.</summary>
public sealed class CampaignClosures(DurableTaskClient client)
{
    public static string InstanceId(CampaignId campaign) => $"close-{campaign.Value}";

    /// <summary>Starts the closing of a campaign, also after one that failed; no effect while one runs.</summary>
    public Task StartAsync(CampaignId campaign, CancellationToken cancellationToken) => DurableStart.OnceAsync(
        client, nameof(CloseCampaignOrchestrator), InstanceId(campaign), new CloseCampaignInput(campaign.Value), cancellationToken);
}
