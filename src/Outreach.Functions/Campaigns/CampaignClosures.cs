using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.Core.Campaigns;

namespace Outreach.Functions.Campaigns;

/// <summary>The closing orchestrations of campaigns, one instance id per campaign.</summary>
public sealed class CampaignClosures(DurableTaskClient client)
{
    public static string InstanceId(CampaignId campaign) => $"close-{campaign.Value}";

    /// <summary>Starts the closing of a campaign, also after one that failed; no effect while one runs.</summary>
    public async Task StartAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        string instance = InstanceId(campaign);
        if (await IsRunningAsync(instance, cancellationToken))
        {
            return;
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(CloseCampaignOrchestrator), new CloseCampaignInput(campaign.Value), new StartOrchestrationOptions(instance), cancellationToken);
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            // A start with the id of a running instance is refused, with a type that differs between backends.
            if (!await IsRunningAsync(instance, cancellationToken))
            {
                throw;
            }
        }
    }

    private async Task<bool> IsRunningAsync(string instance, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(instance, cancellationToken) is { IsCompleted: false };
}
