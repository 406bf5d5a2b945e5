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
        List<Exception> failures = [.. ended.Failures];
        await EachAsync(ended.Closing, (campaign, cancelled) => StartAsync(closures, campaign, cancelled), failures, cancellationToken);
        await EachAsync(ended.Closed, closures.PurgeAsync, failures, cancellationToken);
        if (failures.Count > 0)
        {
            throw new AggregateException("Not every campaign could be ended; the others were dealt with.", failures);
        }
    }

    private Task StartAsync(CampaignClosures closures, CampaignId campaign, CancellationToken cancellationToken)
    {
        LogClosing(campaign);
        return closures.StartAsync(campaign, cancellationToken);
    }

    /// <summary>One campaign must not keep the others.</summary>
    private static async Task EachAsync(
        IReadOnlyList<CampaignId> campaigns, Func<CampaignId, CancellationToken, Task> step, List<Exception> failures, CancellationToken cancellationToken)
    {
        foreach (CampaignId campaign in campaigns)
        {
            try
            {
                await step(campaign, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(failure);
            }
        }
    }

    [LoggerMessage(1001, LogLevel.Warning, "Ending campaigns later than scheduled.")]
    private partial void LogPastDue();

    [LoggerMessage(1002, LogLevel.Information, "Campaign {Campaign} is closing.")]
    private partial void LogClosing(CampaignId campaign);
}
