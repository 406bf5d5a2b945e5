using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Testing.Register.Runs;

/// <summary>Imports in memory; held to <see cref="ImportRunStoreContract"/>.</summary>
public sealed class InMemoryImportRunStore : IImportRunStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(CampaignId Campaign, ImportId Import), (ImportRun Run, int Version)> _runs = [];
    private readonly Dictionary<(CampaignId Campaign, ImportId Import, ImportPhase Phase, int Part), ImportProgress> _progress = [];

    public Task<Versioned<ImportRun>?> FindAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_runs.TryGetValue((campaign, import), out (ImportRun Run, int Version) found)
                ? new Versioned<ImportRun>(found.Run, found.Version.ToString(CultureInfo.InvariantCulture))
                : null);
        }
    }

    public Task<bool> TryAddAsync(ImportRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_lock)
        {
            return Task.FromResult(_runs.TryAdd((run.Campaign, run.Id), (run, 1)));
        }
    }

    public Task<bool> TryReplaceAsync(ImportRun run, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_lock)
        {
            if (!_runs.TryGetValue((run.Campaign, run.Id), out (ImportRun Run, int Version) found) || found.Version.ToString(CultureInfo.InvariantCulture) != etag)
            {
                return Task.FromResult(false);
            }

            _runs[(run.Campaign, run.Id)] = (run, found.Version + 1);
            return Task.FromResult(true);
        }
    }

    public async IAsyncEnumerable<ImportRun> ListAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        ImportRun[] runs;
        lock (_lock)
        {
            runs = [.. _runs.Values.Select(found => found.Run).Where(run => run.Campaign == campaign)];
        }

        foreach (ImportRun run in runs)
        {
            yield return run;
        }
    }

    public Task TellAsync(CampaignId campaign, ImportId import, ImportProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        lock (_lock)
        {
            _progress[(campaign, import, progress.Phase, progress.Part)] = progress;
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<ImportProgress>> ReadProgressAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ImportProgress>>(
                [.. _progress.Where(told => told.Key.Campaign == campaign && told.Key.Import == import).Select(told => told.Value)]);
        }
    }

    public Task RemoveAsync(CampaignId campaign, ImportId import, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _runs.Remove((campaign, import));
            foreach (var key in _progress.Keys.Where(key => key.Campaign == campaign && key.Import == import).ToArray())
            {
                _progress.Remove(key);
            }

            return Task.CompletedTask;
        }
    }
}
