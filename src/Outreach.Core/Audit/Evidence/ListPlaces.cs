using System.Runtime.CompilerServices;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>An id that at least one place names, with what each of them has under it.</summary>
internal sealed record ListFound(ListId Id, ListRecord? Record, int Ciphertexts, bool HasSecrets, bool HasTrail, AuditHead? Trusted);

/// <summary>Goes through every place that may know a list, all at once, in the one order they share: that of the ids.</summary>
/// <remarks>Each place is read once, page by page; memory holds a page of each, whatever the number of lists.</remarks>
public sealed class ListPlaces(IListStore lists, ISealedBlobStore blobs, IAuditStreams streams, CheckpointHeads checkpoints)
{
    private const string ListStreams = "lists/";
    private const int IdLength = 32;

    /// <summary>Ids that may be the campaign's: all but those whose record says otherwise.</summary>
    internal async IAsyncEnumerable<ListFound> ReadAsync(
        CampaignId campaign, CheckpointStatement? checkpoint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var records = await KeyedReader.StartAsync(
            lists.ReadAsync(campaign: null, after: null, cancellationToken), record => record.Id.Value, cancellationToken);
        await using var secrets = await KeyedReader.StartAsync(lists.ReadWithSecretsAsync(cancellationToken), id => id.Value, cancellationToken);
        await using var ciphertexts = await KeyedReader.StartAsync(blobs.ListAsync("", cancellationToken), IdOf, cancellationToken);
        await using var trails = await KeyedReader.StartAsync(
            streams.ListAsync(ListStreams, cancellationToken), IdOf, cancellationToken);
        await using var heads = await KeyedReader.StartAsync(
            HeadsOf(checkpoint, cancellationToken).Where(head => IsList(head.Stream)), head => IdOf(head.Stream), cancellationToken);
        while (new[] { records.Key, secrets.Key, ciphertexts.Key, trails.Key, heads.Key }.Where(key => key is not null).Min(StringComparer.Ordinal) is { } next)
        {
            var found = new ListFound(
                new ListId(next),
                (await records.TakeAsync(next)).FirstOrDefault(),
                (await ciphertexts.TakeAsync(next)).Count,
                (await secrets.TakeAsync(next)).Count > 0,
                (await trails.TakeAsync(next)).Count > 0,
                (await heads.TakeAsync(next)).FirstOrDefault());
            if (found.Record is null || found.Record.Campaign == campaign)
            {
                yield return found;
            }
        }
    }

    private IAsyncEnumerable<AuditHead> HeadsOf(CheckpointStatement? checkpoint, CancellationToken cancellationToken) =>
        checkpoint is null ? AsyncEnumerable.Empty<AuditHead>() : checkpoints.ReadAsync(checkpoint.Heads, cancellationToken);

    private static bool IsList(AuditStream stream) => stream.Value.StartsWith(ListStreams, StringComparison.Ordinal);

    /// <summary>Cutting all names at one length keeps their order, also among names that this product did not give.</summary>
    private static string IdOf(SealedBlob blob) => blob.Name[..Math.Min(IdLength, blob.Name.Length)];

    private static string IdOf(AuditStream stream) => stream.Value[ListStreams.Length..];
}
