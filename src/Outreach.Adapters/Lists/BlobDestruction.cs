using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Outreach.Core.Deletion;

namespace Outreach.Adapters.Lists;

/// <summary>Deletes a blob with everything an account may keep of it, and reads back what is left (threats 39 to 41).</summary>
/// <remarks>Two calls where nothing is in the way. A lease is broken: nobody has a right to keep a ciphertext.</remarks>
internal static class BlobDestruction
{
    private const BlobStates Everything = BlobStates.Snapshots | BlobStates.Version | BlobStates.Deleted | BlobStates.Uncommitted;

    /// <returns>What is in the way; null when nothing of it is left.</returns>
    public static async Task<Obstacle?> RunAsync(BlobContainerClient container, string name, CancellationToken cancellationToken)
    {
        BlobClient blob = container.GetBlobClient(name);
        if (await DeleteAsync(blob, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken) is { } refused)
        {
            return refused;
        }

        IReadOnlyList<BlobItem> left = await ReadAsync(container, name, cancellationToken);
        if (left.Count == 0)
        {
            return null;
        }

        // A version outlives the blob, and so may a snapshot that came in between: each is deleted by its own name.
        foreach (BlobItem rest in left.Where(item => !item.Deleted))
        {
            if (await DeleteRestAsync(blob, rest, cancellationToken) is { } kept)
            {
                return kept;
            }
        }

        left = await ReadAsync(container, name, cancellationToken);
        return left.Count == 0 ? null
            : left.All(item => item.Deleted) ? Obstacle.BlobSoftDeleted
            : Obstacle.BlobStillThere;
    }

    private static Task<Obstacle?> DeleteRestAsync(BlobClient blob, BlobItem rest, CancellationToken cancellationToken) => rest switch
    {
        { Snapshot: { Length: > 0 } snapshot } => DeleteAsync(blob.WithSnapshot(snapshot), DeleteSnapshotsOption.None, cancellationToken),
        { VersionId: { Length: > 0 } version, IsLatestVersion: not true } => DeleteAsync(blob.WithVersion(version), DeleteSnapshotsOption.None, cancellationToken),
        _ => DeleteAsync(blob, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken),
    };

    private static async Task<Obstacle?> DeleteAsync(BlobBaseClient blob, DeleteSnapshotsOption snapshots, CancellationToken cancellationToken)
    {
        try
        {
            await blob.DeleteIfExistsAsync(snapshots, cancellationToken: cancellationToken);
            return null;
        }
        catch (RequestFailedException leased) when (leased.ErrorCode == BlobErrorCode.LeaseIdMissing)
        {
            return await BreakLeaseAsync(blob, snapshots, cancellationToken);
        }
        catch (RequestFailedException refused) when (IsRefusal(refused))
        {
            return ObstacleOf(refused);
        }
    }

    private static async Task<Obstacle?> BreakLeaseAsync(BlobBaseClient blob, DeleteSnapshotsOption snapshots, CancellationToken cancellationToken)
    {
        try
        {
            await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellationToken);
            await blob.DeleteIfExistsAsync(snapshots, cancellationToken: cancellationToken);
            return null;
        }
        catch (RequestFailedException refused) when (IsRefusal(refused))
        {
            return ObstacleOf(refused);
        }
    }

    /// <summary>403 is a right that the deployment lacks: it must not look like an answer about one list.</summary>
    private static bool IsRefusal(RequestFailedException error) => error.Status is 409 or 412;

    /// <summary>A legal hold has a code of its own, which the client library does not name.</summary>
    private static bool IsHold(string? code) => code == BlobErrorCode.BlobImmutableDueToPolicy || code == "BlobImmutableDueToLegalHold";

    private static Obstacle ObstacleOf(RequestFailedException refused) =>
        IsHold(refused.ErrorCode) ? Obstacle.BlobHeld
        : refused.ErrorCode == BlobErrorCode.LeaseIdMissing ? Obstacle.BlobLeased
        : Obstacle.BlobRefused;

    /// <summary>Storage lists by how names begin, and a name may begin another: extracts are called as whoever lands them wants.</summary>
    private static async Task<IReadOnlyList<BlobItem>> ReadAsync(BlobContainerClient container, string name, CancellationToken cancellationToken) =>
        await container.GetBlobsAsync(BlobTraits.None, Everything, name, cancellationToken).Where(item => item.Name == name).ToListAsync(cancellationToken);
}
