using System.Globalization;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Removes ciphertext that no list answers for: left by a kill between upload and commit, or by a lost race.</summary>
/// <remarks>Each run looks at one sixteenth of the names, so that a run's cost is bounded however many lists there are.</remarks>
public sealed class OrphanSweep(IListStore lists, ISealedBlobStore blobs)
{
    /// <summary>Younger blobs may belong to a build that is still under way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private const int Shares = 16;

    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0;
        await foreach (SealedBlob blob in blobs.ListAsync(PrefixAt(now), cancellationToken))
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

    /// <summary>The first hexadecimal digit looked at; moves on every five minutes, through all of them in 80.</summary>
    public static string PrefixAt(DateTimeOffset now) =>
        (now.ToUnixTimeSeconds() / 300 % Shares).ToString("x", CultureInfo.InvariantCulture);

    private async Task<bool> IsKeptAsync(SealedBlob blob, CancellationToken cancellationToken) =>
        blob.List is { } list
        && await lists.FindAsync(list, cancellationToken) is { Value: { } record }
        && record.State != ListState.Destroyed
        && string.Equals(record.BlobName, blob.Name, StringComparison.Ordinal);
}
