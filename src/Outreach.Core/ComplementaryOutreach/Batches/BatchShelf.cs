using System.Runtime.CompilerServices;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>Sealed batches and their records: put down, fetched, destroyed.</summary>
/// <remarks>
/// Ciphertext first, under a name of its own, then the record: a part is handed over when its record is there, and not before. A ciphertext without one was never
/// shown to anybody, and goes with <see cref="BatchesDuty"/>.
/// </remarks>
public sealed class BatchShelf(ISealedBlobStore blobs, IBatchStore records, BatchJournal journal, BatchPolicy policy, TimeProvider time)
{
    public static string BlobName(CampaignId campaign, WaveId wave, string name) => $"{campaign.Value}/{wave.Value}/{name}/{RandomId.Create()}";

    /// <summary>False when the part was put down before; this ciphertext is gone again then.</summary>
    /// <remarks>An insert may come second to itself: its answer was lost, and the client of the store made it again. Then the record names this ciphertext, which stays.</remarks>
    public async Task<bool> AddAsync(BatchRecord batch, SealedBatch content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(content);
        await blobs.UploadAsync(batch.Blob, content.Ciphertext, cancellationToken);
        if (await records.AddAsync(batch, cancellationToken)
            || (await FindAsync(batch.Campaign, batch.Wave, batch.Part, cancellationToken))?.Blob == batch.Blob)
        {
            return true;
        }

        await blobs.DestroyAsync(batch.Blob, cancellationToken);
        return false;
    }

    public async Task<BatchRecord?> FindAsync(CampaignId campaign, WaveId wave, string part, CancellationToken cancellationToken) =>
        (await records.FindAsync(campaign, wave, part, cancellationToken))?.Value;

    public IAsyncEnumerable<BatchRecord> ListAsync(CampaignId campaign, WaveId wave, string after, CancellationToken cancellationToken) =>
        records.ListAsync(campaign, wave, after, cancellationToken);

    /// <summary>When a batch is destroyed at the latest.</summary>
    public DateTimeOffset EndOf(BatchRecord batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return policy.EndOf(batch.CreatedAt);
    }

    /// <summary>Until when a batch can be fetched; null once it is destroyed, or its days or its campaign are over, whether or not a timer came by.</summary>
    public DateTimeOffset? FetchedUntil(Campaign campaign, BatchRecord batch)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(batch);
        DateTimeOffset end = EndOf(batch) < campaign.EndsAt ? EndOf(batch) : campaign.EndsAt;
        return batch.DestroyedAt is null && campaign.State == CampaignState.Open && time.GetUtcNow() < end ? end : null;
    }

    /// <summary>An address that reads this one batch for some minutes; null where it cannot be fetched.</summary>
    public async Task<(Uri Address, DateTimeOffset NotAfter)?> MintAddressAsync(Campaign campaign, BatchRecord batch, CancellationToken cancellationToken)
    {
        if (FetchedUntil(campaign, batch) is not { } end)
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset notAfter = now + policy.AddressLife < end ? now + policy.AddressLife : end;
        return (await blobs.MintReadAddressAsync(batch.Blob, policy.AddressLife, end, cancellationToken), notAfter);
    }

    /// <summary>Destroys a ciphertext, reads back, writes the proof, then the record. Again is the same; whoever is killed in between is continued by anybody.</summary>
    /// <returns>The destroyed batch; null while something keeps it.</returns>
    public async Task<BatchRecord?> DestroyAsync(BatchRecord batch, BatchEnd end, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        while (await records.FindAsync(batch.Campaign, batch.Wave, batch.Part, cancellationToken) is { } found && found.Value.DestroyedAt is null)
        {
            if (await blobs.DestroyAsync(found.Value.Blob, cancellationToken) is not null)
            {
                return null;
            }

            BatchRecord destroyed = found.Value with { End = end, DestroyedAt = time.GetUtcNow() };
            await journal.DestroyedAsync(destroyed, actor, cancellationToken);
            if (await records.ReplaceAsync(destroyed, found.ETag, cancellationToken))
            {
                return destroyed;
            }
        }

        return await FindAsync(batch.Campaign, batch.Wave, batch.Part, cancellationToken) ?? batch;
    }

    /// <summary>Destroys ciphertexts that outlived every batch of their age; whatever names them is destroyed already. What was found, and what is kept.</summary>
    internal async Task<(int Destroyed, int Kept)> DestroyOrphansAsync(Campaign campaign, DateTimeOffset madeBy, CancellationToken cancellationToken)
    {
        int destroyed = 0, kept = 0;
        await foreach (SealedBlob blob in OrphansAsync(campaign, madeBy, cancellationToken))
        {
            bool gone = await blobs.DestroyAsync(blob.Name, cancellationToken) is null;
            (destroyed, kept) = gone ? (destroyed + 1, kept) : (destroyed, kept + 1);
        }

        if (destroyed > 0)
        {
            await journal.OrphansDestroyedAsync(campaign.Id, destroyed, cancellationToken);
        }

        return (destroyed, kept);
    }

    private async IAsyncEnumerable<SealedBlob> OrphansAsync(
        Campaign campaign, DateTimeOffset madeBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (SealedBlob blob in blobs.ListAsync($"{campaign.Id.Value}/", cancellationToken))
        {
            if (blob.CreatedAt <= madeBy)
            {
                yield return blob;
            }
        }
    }
}
