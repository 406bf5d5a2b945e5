using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Every ten minutes: waves that are approved and not over run; one whose shares failed goes on with them.</summary>
public sealed partial class ResumeWavesFunction(WavesUnderWayHandler handler, ILogger<ResumeWavesFunction> logger)
{
    [Function(nameof(ResumeWavesFunction))]
    public async Task RunAsync([TimerTrigger("0 4/10 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.IsPastDue)
        {
            LogPastDue();
        }

        var sendings = new WaveSendings(client);
        await foreach (Wave wave in handler.RunAsync(cancellationToken))
        {
            await sendings.StartAsync(wave, cancellationToken);
        }
    }

    [LoggerMessage(6101, LogLevel.Warning, "Resuming waves later than scheduled.")]
    private partial void LogPastDue();
}
