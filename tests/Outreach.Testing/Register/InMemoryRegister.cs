using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;

namespace Outreach.Testing.Register;

/// <summary>A register in memory, readable and writable; held to <see cref="RegisterContract"/>.</summary>
public sealed class InMemoryRegister(TimeProvider time) : IRegister, IRegisterWriter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CampaignId, RegisterImport> _complete = [];
    private readonly Dictionary<CampaignId, RegisterImport> _loading = [];
    private readonly OrderedDictionary<(CampaignId Campaign, int Generation, PatientId Person, string Doctors), RegisterPlacement> _rows = [];
    private readonly Dictionary<(CampaignId Campaign, int Generation, string Partition, PatientId Person), InsuredPerson?> _updates = [];

    /// <summary>Rows of all generations, also those that cannot be seen.</summary>
    public int StoredRows
    {
        get
        {
            lock (_lock)
            {
                return _rows.Count + _updates.Count;
            }
        }
    }

    public IAsyncEnumerable<RegisterEntry> ReadPatientsAsync(
        CampaignId campaign, CampaignSecret secret, PractitionerRef practitioner, CancellationToken cancellationToken) =>
        Read(campaign, secret, practitioner.Value, placement => placement.Practitioners.Contains(practitioner));

    public IAsyncEnumerable<RegisterEntry> ReadWithoutPractitionerAsync(
        CampaignId campaign, CampaignSecret secret, string department, CancellationToken cancellationToken) =>
        Read(campaign, secret, department, placement => placement.Practitioners.Count == 0 && placement.Person.Department == department);

    public async Task<bool> IsLoadedAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await FindCompleteAsync(campaign, cancellationToken) is not null;

    public async Task<int?> FindGenerationAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        (await FindCompleteAsync(campaign, cancellationToken))?.Generation;

    public Task<RegisterImport?> FindCompleteAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_complete.GetValueOrDefault(campaign));
        }
    }

    public Task<int> FindNewestGenerationAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(NewestOf(campaign));
        }
    }

    public Task<RegisterImport> StartAsync(CampaignId campaign, string sha256, string? run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (run is not null && (_loading.GetValueOrDefault(campaign) ?? _complete.GetValueOrDefault(campaign)) is { } same && same.Run == run)
            {
                return Task.FromResult(same);
            }

            RegisterImport import = new(NewestOf(campaign) + 1, sha256, RegisterImportState.Loading, time.GetUtcNow(), RegisterImportCounts.None) { Run = run };
            _loading[campaign] = import;
            return Task.FromResult(import);
        }
    }

    public async Task WriteAsync(
        CampaignId campaign, CampaignSecret secret, int generation, IAsyncEnumerable<RegisterPlacement> people, CancellationToken cancellationToken)
    {
        await foreach (RegisterPlacement placement in people.WithCancellation(cancellationToken))
        {
            lock (_lock)
            {
                // Again is the same row, as an envelope that is written over.
                _rows[(campaign, generation, placement.Person.Id, string.Join('|', placement.Practitioners))] = placement;
            }
        }
    }

    public Task UpdateAsync(
        CampaignId campaign, CampaignSecret secret, int generation, IReadOnlyCollection<RegisterPlacement> people, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(people);
        lock (_lock)
        {
            foreach (RegisterPlacement placement in people)
            {
                PatientId id = placement.Person.Id;
                _updates[(campaign, generation, placement.Person.Department, id)] = placement.Practitioners.Count == 0 ? placement.Person : null;
                foreach (PractitionerRef practitioner in placement.Practitioners)
                {
                    _updates[(campaign, generation, practitioner.Value, id)] = placement.Person;
                }
            }

            return Task.CompletedTask;
        }
    }

    public Task<bool> CompleteAsync(CampaignId campaign, RegisterImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        lock (_lock)
        {
            if (_loading.GetValueOrDefault(campaign)?.Generation == import.Generation)
            {
                _loading.Remove(campaign);
                _complete[campaign] = import;
            }

            return Task.FromResult(_complete.GetValueOrDefault(campaign)?.Generation == import.Generation);
        }
    }

    public Task DiscardAsync(CampaignId campaign, int generation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_complete.GetValueOrDefault(campaign)?.Generation != generation)
            {
                Remove(campaign, found => found == generation);
            }

            return Task.CompletedTask;
        }
    }

    public Task SweepAsync(CampaignId campaign, int generation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Remove(campaign, found => found < generation);
            return Task.CompletedTask;
        }
    }

    public Task<int> ForgetAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var rows = _rows.Keys.Where(key => key.Campaign == campaign).Take(most).ToArray();
            Array.ForEach(rows, key => _rows.Remove(key));
            var updates = _updates.Keys.Where(key => key.Campaign == campaign).Take(most - rows.Length).ToArray();
            Array.ForEach(updates, key => _updates.Remove(key));
            int removed = rows.Length + updates.Length;
            if (removed < most)
            {
                _loading.Remove(campaign);
                _complete.Remove(campaign);
            }

            return Task.FromResult(removed);
        }
    }

    private void Remove(CampaignId campaign, Predicate<int> generation)
    {
        foreach (var key in _rows.Keys.Where(key => key.Campaign == campaign && generation(key.Generation)).ToArray())
        {
            _rows.Remove(key);
        }

        foreach (var key in _updates.Keys.Where(key => key.Campaign == campaign && generation(key.Generation)).ToArray())
        {
            _updates.Remove(key);
        }
    }

    /// <summary>Doctors who have anybody in the import in force or its updates.</summary>
    public IReadOnlyList<PractitionerRef> PractitionersOf(CampaignId campaign)
    {
        lock (_lock)
        {
            int? generation = _complete.GetValueOrDefault(campaign)?.Generation;
            IEnumerable<string> updated = _updates.Keys
                .Where(key => key.Campaign == campaign && key.Generation == generation && key.Partition.Length == 32).Select(key => key.Partition);
            return
            [
                .. _rows.Where(row => row.Key.Campaign == campaign && row.Key.Generation == generation).SelectMany(row => row.Value.Practitioners)
                    .Concat(updated.Select(name => new PractitionerRef(name))).Distinct().OrderBy(doctor => doctor.Value, StringComparer.Ordinal),
            ];
        }
    }

    private int NewestOf(CampaignId campaign) =>
        Math.Max(_complete.GetValueOrDefault(campaign)?.Generation ?? 0, _loading.GetValueOrDefault(campaign)?.Generation ?? 0);

    private IAsyncEnumerable<RegisterEntry> Read(CampaignId campaign, CampaignSecret secret, string partition, Predicate<RegisterPlacement> wanted)
    {
        lock (_lock)
        {
            int? generation = _complete.GetValueOrDefault(campaign)?.Generation;
            var updated = _updates
                .Where(update => update.Key.Campaign == campaign && update.Key.Generation == generation && update.Key.Partition == partition)
                .ToDictionary(update => update.Key.Person, update => update.Value);
            IEnumerable<InsuredPerson> imported = _rows
                .Where(row => row.Key.Campaign == campaign && row.Key.Generation == generation && wanted(row.Value))
                .Select(row => row.Value.Person)
                .Where(person => !updated.ContainsKey(person.Id));
            List<RegisterEntry> entries =
            [
                .. imported.Concat(updated.Values.OfType<InsuredPerson>()).Select(person => new RegisterEntry(secret.For(person.Id), person)),
            ];
            return entries.ToAsyncEnumerable();
        }
    }
}
