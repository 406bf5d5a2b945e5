using Outreach.Core.Campaigns;

namespace Outreach.Core.Lists;

/// <summary>The parts of a sealed list that storage keeps beside the ciphertext.</summary>
/// <param name="WrappedShare">The server share under the campaign key.</param>
/// <param name="RowRefs">References of the rows, in list order, for withdrawal.</param>
public sealed record ListSecrets(byte[] WrappedShare, IReadOnlyList<RowRef> RowRefs);

/// <summary>Keeps list records, server shares and opening counts; one partition per list.</summary>
public interface IListStore
{
    Task<Versioned<ListRecord>?> FindAsync(ListId id, CancellationToken cancellationToken);

    /// <summary>Records in the ordinal order of their ids, page by page: of one campaign or of all, from the start or after an id.</summary>
    IAsyncEnumerable<ListRecord> ReadAsync(CampaignId? campaign, ListId? after, CancellationToken cancellationToken);

    /// <summary>Lists of which a share, row references or an opening count are stored, each once, in the ordinal order of ids.</summary>
    IAsyncEnumerable<ListId> ReadWithSecretsAsync(CancellationToken cancellationToken);

    /// <summary>Whether a share, row references or an opening count of a list are stored.</summary>
    Task<bool> HasSecretsAsync(ListId id, CancellationToken cancellationToken);

    /// <summary>Writes record and secrets in one transaction: inserts when <paramref name="etag"/> is null, else replaces that version.</summary>
    /// <returns>The new version, or null when somebody else was first; nothing is written then.</returns>
    Task<string?> TryPutAsync(ListRecord record, ListSecrets secrets, string? etag, CancellationToken cancellationToken);

    /// <summary>Writes the record alone, as above.</summary>
    Task<string?> TryPutAsync(ListRecord record, string? etag, CancellationToken cancellationToken);

    /// <summary>The wrapped server share; null once it is destroyed.</summary>
    Task<byte[]?> FindShareAsync(ListId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<RowRef>> ReadRowRefsAsync(ListId id, CancellationToken cancellationToken);

    /// <summary>Deletes share, row references and opening count, each only as read, and reads back whether they are gone. False when something is still there.</summary>
    Task<bool> DestroySecretsAsync(ListId id, CancellationToken cancellationToken);

    /// <summary>Records of lists that are not destroyed and whose id starts with <paramref name="prefix"/>, in no particular order.</summary>
    IAsyncEnumerable<ListRecord> ListLivingAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes everything of a list whose record has served its time; no effect where there is nothing.</summary>
    Task RemoveAsync(ListId id, CancellationToken cancellationToken);

    /// <summary>Takes one opening. Answers how many are left, or null when <paramref name="limit"/> are taken; n parallel calls take exactly the limit.</summary>
    Task<int?> TryTakeOpeningAsync(ListId id, int limit, CancellationToken cancellationToken);

    /// <summary>Gives back an opening whose key was not released.</summary>
    Task ReturnOpeningAsync(ListId id, CancellationToken cancellationToken);
}
