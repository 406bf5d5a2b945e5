using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Outreach.Core.Campaigns;

namespace Outreach.Functions.Campaigns;

/// <summary>Every night: asks the vault about the keys of closed campaigns until each is beyond recovery (threat 46).</summary>
public sealed partial class RefreshCampaignKeysFunction(RefreshCampaignKeysHandler handler, ILogger<RefreshCampaignKeysFunction> logger)
{
    [Function(nameof(RefreshCampaignKeysFunction))]
    public async Task RunAsync([TimerTrigger("0 25 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        RefreshedKeys refreshed = await handler.RunAsync(cancellationToken);
        foreach (RefreshedKey key in refreshed.Keys)
        {
            Log(key);
        }

        if (timer.IsPastDue || refreshed.Unanswered > 0)
        {
            LogLate(refreshed.Unanswered);
        }

        if (refreshed.Failures.Count > 0)
        {
            throw new AggregateException("Not every key could be asked about; the others were.", refreshed.Failures);
        }
    }

    private void Log(RefreshedKey key)
    {
        LogStage(key.Campaign, key.Stage);
        if (key.News == KeyNews.Recovered)
        {
            LogRecovered(key.Campaign, key.Stage);
        }

        if (key.IsOverdue)
        {
            LogOverdue(key.Campaign, key.Stage);
        }
    }

    [LoggerMessage(1003, LogLevel.Information, "The key of closed campaign {Campaign} is {Stage}.")]
    private partial void LogStage(CampaignId campaign, KeyStage stage);

    [LoggerMessage(1004, LogLevel.Critical, "Somebody recovered or enabled the key of closed campaign {Campaign}; it was ended again and is {Stage}.")]
    private partial void LogRecovered(CampaignId campaign, KeyStage stage);

    [LoggerMessage(1005, LogLevel.Error, "The key of closed campaign {Campaign} should be beyond recovery by now, and is {Stage}.")]
    private partial void LogOverdue(CampaignId campaign, KeyStage stage);

    [LoggerMessage(1006, LogLevel.Warning, "Keys of closed campaigns were asked about late, or the vault did not answer for {Unanswered} of them.")]
    private partial void LogLate(int unanswered);
}
