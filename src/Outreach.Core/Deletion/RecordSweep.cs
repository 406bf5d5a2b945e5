using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Looks at records as storage holds them: a list whose ciphertext is gone is destroyed, and one that outlived its time because its promise was lost gets a new one.</summary>
/// <remarks>Each run looks at one sixteenth of the lists.</remarks>
public sealed class RecordSweep(
    IListStore lists, ISealedBlobStore blobs, IListRequestStore requests, IDeletionLedger deletions, DestroyListHandler destroy, ListMarks marks) : IDeletionDuty
{
    /// <summary>A list that has a promise is destroyed, or has an obstacle in its record, long before.</summary>
    public static readonly TimeSpan PromiseLostAfter = TimeSpan.FromDays(1);

    private readonly SweepShares _shares = new();

    public string Name => "Records";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        string share = _shares.Next(now);
        HashSet<string> present = new(StringComparer.Ordinal);
        await foreach (SealedBlob blob in blobs.ListAsync(share, cancellationToken))
        {
            present.Add(blob.Name);
        }

        int removed = 0, late = 0, waiting = 0;
        await foreach (ListRecord record in lists.ListLivingAsync(share, cancellationToken))
        {
            if (record.Obstacle is null && now - (record.EndedAt ?? record.NotAfter) > PromiseLostAfter)
            {
                await deletions.PromiseAsync(new PromisedDeletion(now, record.Id, record.Request, record.Campaign, record.Practitioner), cancellationToken);
                (late, waiting) = (late + 1, waiting + 1);
            }
            else if (!present.Contains(record.BlobName) && await IsLostAsync(record.Id, cancellationToken))
            {
                bool destroyed = await IsDestroyedAsync(record, cancellationToken);
                (removed, waiting) = destroyed ? (removed + 1, waiting) : (removed, waiting + 1);
            }
        }

        return new DutyOutcome(removed, late, waiting);
    }

    /// <summary>What is wrong with one list must not keep the others of its share.</summary>
    private async Task<bool> IsDestroyedAsync(ListRecord record, CancellationToken cancellationToken)
    {
        try
        {
            ListRequest request = await requests.FindAsync(record.Request, cancellationToken) ?? ListRequest.Of(record);
            return (await destroy.RunAsync(request, EndReason.CiphertextLost, "system", cancellationToken)).Obstacle is null;
        }
        catch (Exception failure) when (failure is not TransientDependencyException && !cancellationToken.IsCancellationRequested)
        {
            // Its promise is due: the sweep over promises meets the same failure, and reports it.
            await marks.TryBlockUnforeseenAsync(record.Id, cancellationToken);
            return false;
        }
    }

    /// <summary>Asks again: the list may have been made, or destroyed, since its blobs were listed.</summary>
    private async Task<bool> IsLostAsync(ListId list, CancellationToken cancellationToken) =>
        await lists.FindAsync(list, cancellationToken) is { Value: { State: ListState.Ready } record }
        && !await blobs.ExistsAsync(record.BlobName, cancellationToken);
}
