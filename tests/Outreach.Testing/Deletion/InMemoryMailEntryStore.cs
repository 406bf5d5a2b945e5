using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;

namespace Outreach.Testing.Deletion;

/// <summary>Mail entries in memory; held to <see cref="MailEntryStoreContract"/>.</summary>
public sealed class InMemoryMailEntryStore : IMailEntryStore
{
    private readonly ConcurrentDictionary<(CampaignId, ListId), MailEntry> _entries = new();

    public IReadOnlyCollection<MailEntry> Entries => [.. _entries.Values];

    public Task PutAsync(MailEntry entry, CancellationToken cancellationToken)
    {
        _entries[(entry.Campaign, entry.List)] = entry;
        return Task.CompletedTask;
    }

    public Task<MailEntry?> FindAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken) =>
        Task.FromResult(_entries.GetValueOrDefault((campaign, list)));

    public Task RemoveAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken)
    {
        _entries.TryRemove((campaign, list), out _);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<MailEntry> ExpiredAsync(
        CampaignId campaign, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (MailEntry entry in Entries.Where(entry => entry.Campaign == campaign && entry.ExpiresAt <= now))
        {
            yield return entry;
        }
    }
}
