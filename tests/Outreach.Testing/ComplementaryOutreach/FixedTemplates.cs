using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Templates that a test put there.</summary>
public sealed class FixedTemplates : IMessageTemplateStore
{
    public List<MessageTemplate> All { get; } = [];

    public Task<Versioned<MessageTemplate>?> FindAsync(CampaignId campaign, string id, int version, CancellationToken cancellationToken) =>
        Task.FromResult(All.Find(template => template.Campaign == campaign && template.Id == id && template.Version == version) is { } found
            ? new Versioned<MessageTemplate>(found, "1")
            : null);

    public Task<bool> AddAsync(MessageTemplate template, CancellationToken cancellationToken) => throw new NotSupportedException("These are fixed.");

    public Task<bool> ReplaceAsync(MessageTemplate template, string etag, CancellationToken cancellationToken) => throw new NotSupportedException("These are fixed.");

    public IAsyncEnumerable<MessageTemplate> ListAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        All.Where(template => template.Campaign == campaign).ToArray().ToAsyncEnumerable();
}

/// <summary>A tally that a test put there, for every wave.</summary>
public sealed class FixedTallies : IWaveTallies
{
    public WaveTally Tally { get; set; } = WaveTally.None;

    public Task<WaveTally> ReadAsync(WaveId wave, CancellationToken cancellationToken) => Task.FromResult(Tally);
}
