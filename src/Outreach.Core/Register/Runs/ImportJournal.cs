using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>What the audit trail says of imports: who asked, what was loaded, and that nothing of the extract is left.</summary>
public sealed class ImportJournal(IAuditTrail audit)
{
    /// <summary>Before the orchestration is started: an import that the trail does not know of never begins.</summary>
    internal Task AskedAsync(ImportRun run, CancellationToken cancellationToken) =>
        SayAsync(run, "register.import-asked", run.Actor, [("origin", run.Kind.ToString())], cancellationToken);

    /// <summary>A delta changes people one by one: what the trail does not know of changes nobody.</summary>
    internal Task BegunAsync(ImportRun run, int generation, RegisterImportCounts counts, CancellationToken cancellationToken) =>
        run.Kind == ImportKind.Delta ? LoadedAsync(run with { Generation = generation, Counts = counts }, "register.updated", cancellationToken) : Task.CompletedTask;

    /// <summary>A full import is said before it can be seen.</summary>
    internal Task WrittenAsync(ImportRun run, CancellationToken cancellationToken) =>
        run.Kind == ImportKind.Full ? LoadedAsync(run, "register.imported", cancellationToken) : Task.CompletedTask;

    internal Task CancelledAsync(ImportRun run, string actor, CancellationToken cancellationToken) =>
        SayAsync(run, "register.import-cancelled", actor, [], cancellationToken);

    /// <param name="files">How many there were: landed ones and parts.</param>
    internal Task RemainsGoneAsync(ImportRun run, int files, CancellationToken cancellationToken) =>
        SayAsync(run, "deletion.extract-destroyed", "system", [("outcome", run.State.ToString()), ("removed", Text(files))], cancellationToken);

    internal Task RejectedGoneAsync(ImportRun run, int files, CancellationToken cancellationToken) =>
        SayAsync(run, "deletion.rejected-destroyed", "system", [("removed", Text(files))], cancellationToken);

    private Task LoadedAsync(ImportRun run, string type, CancellationToken cancellationToken) => SayAsync(
        run,
        type,
        run.Actor,
        [("generation", Text(run.Generation)), ("sha256", run.Sha256), ("loaded", Text(run.Counts.Loaded)), ("refused", Text(run.Counts.Refused))],
        cancellationToken);

    private Task SayAsync(ImportRun run, string type, string actor, IEnumerable<(string Name, string Value)> data, CancellationToken cancellationToken)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal) { ["import"] = run.Id.Value };
        foreach ((string name, string value) in data)
        {
            all.Add(name, value);
        }

        return audit.AppendAsync(AuditStream.ForCampaign(run.Campaign), new AuditEvent(type, actor, all), cancellationToken);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
