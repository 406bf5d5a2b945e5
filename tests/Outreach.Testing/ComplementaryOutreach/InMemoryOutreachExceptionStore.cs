using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Exceptions in memory; held to <see cref="OutreachExceptionStoreContract"/>.</summary>
public sealed class InMemoryOutreachExceptionStore : IOutreachExceptionStore
{
    private readonly VersionedRows<OutreachException> _rows = new();

    public Task<Versioned<OutreachException>?> FindAsync(CampaignId campaign, string id, CancellationToken cancellationToken) =>
        Task.FromResult(_rows.Find(campaign, id));

    public Task<bool> AddAsync(OutreachException exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Task.FromResult(_rows.TryPut(exception.Campaign, exception.Id, exception, etag: null));
    }

    public Task<bool> ReplaceAsync(OutreachException exception, string etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Task.FromResult(_rows.TryPut(exception.Campaign, exception.Id, exception, etag));
    }

    public async IAsyncEnumerable<OutreachException> ListAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (OutreachException exception in _rows.Of(campaign).OrderByDescending(exception => exception.CreatedAt))
        {
            yield return exception;
        }
    }

    public Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken) => Task.FromResult(_rows.Remove(campaign, most));
}
