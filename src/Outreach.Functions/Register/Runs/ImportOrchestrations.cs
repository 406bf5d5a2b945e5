using Microsoft.DurableTask.Client;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Durable;

namespace Outreach.Functions.Register.Runs;

/// <summary>The orchestrations of imports, one instance per import.</summary>
internal static class ImportOrchestrations
{
    /// <summary>No effect for an import of which nothing is left.</summary>
    public static Task StartAsync(DurableTaskClient client, ImportRun run, CancellationToken cancellationToken) => run.RemainsGoneAt is not null
        ? Task.CompletedTask
        : DurableStart.OnceAsync(
            client, nameof(ImportRegisterOrchestrator), run.Id.Value, new ImportRegisterInput(run.Campaign.Value, run.Id.Value), cancellationToken);
}
