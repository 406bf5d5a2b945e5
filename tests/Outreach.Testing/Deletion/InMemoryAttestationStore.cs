using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;

namespace Outreach.Testing.Deletion;

/// <summary>Attestations in memory; held to <see cref="AttestationStoreContract"/>.</summary>
public sealed class InMemoryAttestationStore : IAttestationStore
{
    private const int PageSize = 100;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Versioned<AttestationDuty>> _rows = new(StringComparer.Ordinal);
    private int _version;

    public Task<bool> AddAsync(AttestationDuty duty, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.TryAdd(KeyOf(duty.Campaign, duty.List), Next(duty)));
        }
    }

    public Task<Versioned<AttestationDuty>?> FindAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.GetValueOrDefault(KeyOf(campaign, list)));
        }
    }

    public Task<string?> TryPutAsync(AttestationDuty duty, string etag, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            string key = KeyOf(duty.Campaign, duty.List);
            return Task.FromResult(_rows.TryGetValue(key, out Versioned<AttestationDuty>? known) && known.ETag == etag ? (_rows[key] = Next(duty)).ETag : null);
        }
    }

    public async IAsyncEnumerable<Versioned<AttestationDuty>> DueAsync(
        CampaignId campaign, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (Versioned<AttestationDuty> row in Of(campaign).Where(row => row.Value.DueAt <= now))
        {
            yield return row;
        }
    }

    public Task<bool> IsAnyPendingAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        Task.FromResult(Of(campaign).Any(row => row.Value.DueAt is not null));

    public Task<(IReadOnlyList<AttestationDuty> Duties, string? Continuation)> PageUnattestedAsync(
        CampaignId campaign, string? continuation, CancellationToken cancellationToken)
    {
        List<AttestationDuty> page = [.. Of(campaign)
            .Select(row => row.Value)
            .Where(duty => duty.State == AttestationState.Escalated && string.CompareOrdinal(duty.List.Value, continuation ?? "") > 0)
            .Take(PageSize)];
        return Task.FromResult<(IReadOnlyList<AttestationDuty>, string?)>((page, page.Count == PageSize ? page[^1].List.Value : null));
    }

    public Task<AttestationCounts> CountAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        Task.FromResult(Of(campaign).Select(row => row.Value).Aggregate(
            new AttestationCounts(0, 0, 0, 0, 0, 0),
            (counts, duty) => counts.With(duty.State, duty.RemindedBefore, duty.RemindedAfter, duty.Unreachable, duty.EscalatedAt is not null)));

    private List<Versioned<AttestationDuty>> Of(CampaignId campaign)
    {
        lock (_lock)
        {
            return [.. _rows.Values.Where(row => row.Value.Campaign == campaign)];
        }
    }

    private Versioned<AttestationDuty> Next(AttestationDuty duty) => new(duty, (++_version).ToString(CultureInfo.InvariantCulture));

    private static string KeyOf(CampaignId campaign, ListId list) => $"{campaign.Value}/{list.Value}";
}
