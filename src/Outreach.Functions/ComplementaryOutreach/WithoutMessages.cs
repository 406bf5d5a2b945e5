using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Where no templates are kept no wave can be planned.</summary>
internal sealed class NoTemplates : IMessageTemplateStore
{
    public Task<Versioned<MessageTemplate>?> FindAsync(CampaignId campaign, string id, int version, CancellationToken cancellationToken) =>
        Task.FromResult<Versioned<MessageTemplate>?>(null);

    public Task<bool> AddAsync(MessageTemplate template, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<bool> ReplaceAsync(MessageTemplate template, string etag, CancellationToken cancellationToken) => Task.FromResult(false);

    public IAsyncEnumerable<MessageTemplate> ListAsync(CampaignId campaign, CancellationToken cancellationToken) => AsyncEnumerable.Empty<MessageTemplate>();
}

/// <summary>Where nothing is sent there is nothing to count.</summary>
internal sealed class NoTallies : IWaveTallies
{
    public Task<WaveTally> ReadAsync(WaveId wave, CancellationToken cancellationToken) => Task.FromResult(WaveTally.None);
}
