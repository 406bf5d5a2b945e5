using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.Audit.Evidence;

/// <summary>A campaign's objections by who recorded them. Numbers alone: an objection is no doctor's secret, and whose it is stands nowhere here.</summary>
public sealed record ObjectionCounts(long ByPersons, long ByAgents, long WithdrawnOfPersons, long WithdrawnOfAgents);

/// <summary>The same with what the trail says beside it.</summary>
/// <param name="Events">Entries of the streams of objections.</param>
/// <param name="AlteredTrails">Streams that are damaged, altered, or not those that the latest checkpoint signed.</param>
public sealed record ObjectionTally(ObjectionCounts Counts, long Events, long AlteredTrails)
{
    public static ObjectionTally None { get; } = new(new ObjectionCounts(0, 0, 0, 0), 0, 0);

    internal ObjectionTally With(ObjectionTrail told) => new(
        new ObjectionCounts(
            Counts.ByPersons + One(told.Recorded == ObjectionOrigin.Person),
            Counts.ByAgents + One(told.Recorded == ObjectionOrigin.Agent),
            Counts.WithdrawnOfPersons + One(told.Withdrawn == ObjectionOrigin.Person),
            Counts.WithdrawnOfAgents + One(told.Withdrawn == ObjectionOrigin.Agent)),
        Events + (told.Head?.Sequence ?? 0),
        AlteredTrails + One(told.Fault is not null));

    private static long One(bool counts) => counts ? 1 : 0;
}

/// <summary>Counts a campaign's objections from their streams in the audit trail.</summary>
/// <remarks>One listing of that campaign's names, 5,000 a page, and one read of each objection, <see cref="AtOnce"/> side by side. Memory does not grow with their number; nothing else is read.</remarks>
public sealed class ObjectionCounter(IAuditStreams streams, IAuditTrail trail, CheckpointHeads heads)
{
    private const int AtOnce = 16;
    private const int Window = 128;

    /// <param name="checkpoint">What the streams are compared with; null when they are only counted.</param>
    public async Task<ObjectionTally> CountAsync(CampaignId campaign, CheckpointStatement? checkpoint, CancellationToken cancellationToken)
    {
        ObjectionTally tally = ObjectionTally.None;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await foreach ((AuditStream Stream, AuditHead? Trusted)[] window in NamedAsync(campaign, checkpoint, cancellationToken).Chunk(Window))
        {
            var told = new ObjectionTrail[window.Length];
            await Parallel.ForEachAsync(Enumerable.Range(0, window.Length), options, async (i, token) =>
                told[i] = await ObjectionTrail.ReadAsync(trail, window[i].Stream, window[i].Trusted, token));
            tally = told.Aggregate(tally, (sum, each) => sum.With(each));
        }

        return tally;
    }

    /// <summary>Streams that the trail lists or the checkpoint knows: one that was removed is missed.</summary>
    private async IAsyncEnumerable<(AuditStream Stream, AuditHead? Trusted)> NamedAsync(
        CampaignId campaign, CheckpointStatement? checkpoint, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string prefix = AuditStream.ObjectionsOf(campaign);
        IAsyncEnumerable<AuditHead> signed = checkpoint is null ? AsyncEnumerable.Empty<AuditHead>() : heads.ReadAsync(checkpoint.Heads, cancellationToken);
        await using var there = await KeyedReader.StartAsync(streams.ListAsync(prefix, cancellationToken), stream => stream.Value, cancellationToken);
        await using var known = await KeyedReader.StartAsync(
            signed.Where(head => head.Stream.Value.StartsWith(prefix, StringComparison.Ordinal)), head => head.Stream.Value, cancellationToken);
        while (new[] { there.Key, known.Key }.Where(key => key is not null).Min(StringComparer.Ordinal) is { } next)
        {
            await there.TakeAsync(next);
            yield return (new AuditStream(next), (await known.TakeAsync(next)).FirstOrDefault());
        }
    }
}
