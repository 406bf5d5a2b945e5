using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Outreach.Core.Campaigns;

namespace Outreach.Functions.Campaigns;

/// <summary>Every hour: closes campaigns whose period is over, and resumes closings that were interrupted (C5); removes histories of those that are done.</summary>
public sealed partial class EndCampaignsFunction(EndCampaignsHandler handler, ILogger<EndCampaignsFunction> logger)
{
    [Function(nameof(EndCampaignsFunction))]
    public async Task RunAsync([TimerTrigger("0 7 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.IsPastDue)
        {
            LogPastDue();
        }

        var closures = new CampaignClosures(client);
        EndedCampaigns ended = await handler.RunAsync(cancellationToken);
        foreach (CampaignId campaign in ended.Closing)
        {
            LogClosing(campaign);
            await closures.StartAsync(campaign, cancellationToken);
        }

        foreach (CampaignId campaign in ended.Closed)
        {
            await closures.PurgeAsync(campaign, cancellationToken);
        }
    }

    [LoggerMessage(1001, LogLevel.Warning, "Ending campaigns later than scheduled.")]
    private partial void LogPastDue();

    [LoggerMessage(1002, LogLevel.Information, "Campaign {Campaign} is closing.")]
    private partial void LogClosing(CampaignId campaign);
}
