using System.Globalization;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Removes ciphertext that no list answers for: left by a kill between upload and commit, or by a lost race.</summary>
/// <remarks>
/// Each run looks at one sixteenth of the names, so that a run's cost is bounded however many lists there are. Sixteen runs of a process look at all of them,
/// at whatever rhythm the timer comes.
/// </remarks>
public sealed class OrphanSweep(IListStore lists, ISealedBlobStore blobs)
{
    /// <summary>Younger blobs may belong to a build that is still under way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private const int Shares = 16;

    private int? _next;

    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int share = _next ?? FirstAt(now);
        _next = (share + 1) % Shares;
        int removed = 0;
        await foreach (SealedBlob blob in blobs.ListAsync(share.ToString("x", CultureInfo.InvariantCulture), cancellationToken))
        {
            if (now - blob.CreatedAt < Grace || await IsKeptAsync(blob, cancellationToken))
            {
                continue;
            }

            await blobs.DestroyAsync(blob.Name, cancellationToken);
            removed++;
        }

        return removed;
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
