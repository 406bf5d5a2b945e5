using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Templates in memory.</summary>
public sealed class InMemoryMessageTemplateStore : IMessageTemplateStore
{
    private readonly ConcurrentDictionary<(CampaignId Campaign, string Id, int Version), Versioned<MessageTemplate>> _templates = new();

    public Task<Versioned<MessageTemplate>?> FindAsync(CampaignId campaign, string id, int version, CancellationToken cancellationToken) =>
        Task.FromResult(_templates.GetValueOrDefault((campaign, id, version)));

    public Task<bool> AddAsync(MessageTemplate template, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Task.FromResult(_templates.TryAdd((template.Campaign, template.Id, template.Version), Stamp(template)));
    }

    public Task<bool> ReplaceAsync(MessageTemplate template, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        (CampaignId, string, int) key = (template.Campaign, template.Id, template.Version);
        return Task.FromResult(
            _templates.TryGetValue(key, out Versioned<MessageTemplate>? stored) && stored.ETag == etag && _templates.TryUpdate(key, Stamp(template), stored));
    }

    public async IAsyncEnumerable<MessageTemplate> ListAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (Versioned<MessageTemplate> template in _templates.Where(template => template.Key.Campaign == campaign).Select(template => template.Value)
            .OrderBy(template => template.Value.Id, StringComparer.Ordinal).ThenBy(template => template.Value.Version))
        {
            yield return template.Value;
        }
    }

    private static Versioned<MessageTemplate> Stamp(MessageTemplate template) => new(template, RandomId.Create());
}
