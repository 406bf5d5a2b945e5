using Microsoft.DurableTask.Client;
using Outreach.Core.Campaigns;
using Outreach.Functions.Durable;

namespace Outreach.Functions.Campaigns;

/// <summary>The closing orchestrations of campaigns, one instance id per campaign.</summary>
public sealed class CampaignClosures(DurableTaskClient client)
{
    public static string InstanceId(CampaignId campaign) => $"close-{campaign.Value}";

    /// <summary>Purges the history of a closing that is finished; its pages name the campaign's requests. No effect where there is none.</summary>
    public async Task PurgeAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(InstanceId(campaign), cancellationToken) is { IsCompleted: true })
        {
            await client.PurgeInstanceAsync(InstanceId(campaign), cancellationToken);
        }
    }

    /// <summary>Starts the closing of a campaign, also after one that failed; no effect while one runs.</summary>
    public Task StartAsync(CampaignId campaign, CancellationToken cancellationToken) => DurableStart.OnceAsync(
        client, nameof(CloseCampaignOrchestrator), InstanceId(campaign), new CloseCampaignInput(campaign.Value), cancellationToken);
}
