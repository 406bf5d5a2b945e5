using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Lists;

/// <summary>The two things that open a list together with the link: never logged, never stored.</summary>
public sealed record ReleasedKey(byte[] ServerShare, Uri BlobUrl)
{
    public override string ToString() => "released key";
}

/// <summary>The last step of an opening: journal first, then read the share and unwrap, then a short-lived address.</summary>
public sealed class KeyRelease(IListStore lists, OpeningJournal journal, CampaignKeyRing ring, ISealedBlobStore blobs)
{
    /// <summary>How long a ciphertext address lives: a download begun within it may finish. It ends with the list where that is sooner.</summary>
    public static readonly TimeSpan AddressLife = TimeSpan.FromSeconds(60);

    /// <summary>Null when the server share is destroyed or its key is not usable: the list is gone.</summary>
    public async Task<ReleasedKey?> RunAsync(ListRecord record, Campaign campaign, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!await journal.TryRecordAsync(record, caller, cancellationToken)
            || await lists.FindShareAsync(record.Id, cancellationToken) is not { } wrapped)
        {
            return null;
        }

        return await ring.UnwrapAsync(campaign, wrapped, cancellationToken) is { } share
            ? new ReleasedKey(share, await blobs.MintReadAddressAsync(record.BlobName, AddressLife, record.NotAfter, cancellationToken))
            : null;
    }
}
