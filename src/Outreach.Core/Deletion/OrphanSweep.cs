using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Removes ciphertext that no list answers for: left by a kill between upload and commit, or by a lost race.</summary>
/// <remarks>Each run looks at one sixteenth of the names.</remarks>
public sealed class OrphanSweep(IListStore lists, ISealedBlobStore blobs) : IDeletionDuty
{
    /// <summary>Younger blobs may belong to a build that is still under way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private const int Shares = 16;

    private readonly SweepShares _shares = new();

    public string Name => "Orphans";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0, waiting = 0;
        await foreach (SealedBlob blob in blobs.ListAsync(_shares.Next(now), cancellationToken))
        {
            if (now - blob.CreatedAt < Grace || await IsKeptAsync(blob, cancellationToken))
            {
                continue;
            }

            bool gone = await blobs.DestroyAsync(blob.Name, cancellationToken) is null;
            (removed, waiting) = gone ? (removed + 1, waiting) : (removed, waiting + 1);
        }

        return new DutyOutcome(removed, Late: 0, waiting);
    }

    /// <summary>The share that a process begins with: all of them have their turn even where each run is a process of its own.</summary>
    /// <remarks>Digits of the time are folded into one, as the last one alone would stand still for a timer that comes once an hour or once a day.</remarks>
    public static int FirstAt(DateTimeOffset now)
    {
        int share = 0;
        for (long slots = now.ToUnixTimeSeconds() / 300; slots > 0; slots /= Shares)
        {
            share ^= (int)(slots % Shares);
        }

        return share;
    }

    private async Task<bool> IsKeptAsync(SealedBlob blob, CancellationToken cancellationToken) =>
        blob.List is { } list
        && await lists.FindAsync(list, cancellationToken) is { Value: { } record }
        && record.State != ListState.Destroyed
        && string.Equals(record.BlobName, blob.Name, StringComparison.Ordinal);
}
