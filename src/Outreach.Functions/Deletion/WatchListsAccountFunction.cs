using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outreach.Core.Deletion;

namespace Outreach.Functions.Deletion;

/// <summary>Every hour: looks at the lists account again, as somebody may change it while the application runs; what it finds ends this worker, and no other (threat 41).</summary>
public sealed partial class WatchListsAccountFunction(IListsAccountProbe lists, IHostApplicationLifetime application, ILogger<WatchListsAccountFunction> logger)
{
    [Function(nameof(WatchListsAccountFunction))]
    public async Task RunAsync([TimerTrigger("0 35 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        IReadOnlyCollection<ListsAccountFault> faults = await lists.LookAsync(cancellationToken);
        foreach (StartRefusal refusal in StartPolicy.OfListsAccount(faults))
        {
            LogFault(refusal.Code, refusal.Sentence);
        }

        if (faults.Any(StartPolicy.EndsTheRun))
        {
            // The next start meets the guard, which refuses until the account is as it has to be.
            application.StopApplication();
        }
    }

    [LoggerMessage(5021, LogLevel.Critical, "{Code}: {Sentence}")]
    private partial void LogFault(string code, string sentence);
}
