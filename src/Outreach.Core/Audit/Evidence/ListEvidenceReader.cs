using System.Runtime.CompilerServices;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Reads what every place says of a campaign's lists: tables, container, trail and the latest checkpoint.</summary>
/// <remarks>A list that looks wrong is read a second time: between one place and the next it may have moved on.</remarks>
public sealed class ListEvidenceReader(ListPlaces places, IListStore lists, ISealedBlobStore blobs, IAuditTrail trail, EvidenceRetention retention)
{
    /// <summary>A stream is a call of its own, and they are many.</summary>
    private const int AtOnce = 16;
    private const int Window = 128;

    /// <summary>Readings of a list that is being destroyed meanwhile; the last one counts.</summary>
    private const int MostTries = 5;

    /// <summary>The campaign's lists in the order of their ids; with them what no campaign can be named for.</summary>
    public async IAsyncEnumerable<ListEvidence> ReadAsync(
        CampaignId campaign, CheckpointStatement? checkpoint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ListFound> window = new(Window);
        await foreach (ListFound found in places.ReadAsync(campaign, checkpoint, cancellationToken))
        {
            window.Add(found);
            if (window.Count == Window)
            {
                foreach (ListEvidence evidence in await ReadWindowAsync(campaign, window, cancellationToken))
                {
                    yield return evidence;
                }

                window.Clear();
            }
        }

        foreach (ListEvidence evidence in await ReadWindowAsync(campaign, window, cancellationToken))
        {
            yield return evidence;
        }
    }

    /// <summary>One list as it is now.</summary>
    /// <param name="trusted">Its last entry as a checkpoint knows it.</param>
    public async Task<ListEvidence> ReadAsync(ListId id, AuditHead? trusted, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            Versioned<ListRecord>? before = await lists.FindAsync(id, cancellationToken);
            ListEvidence read = await ReadAroundAsync(id, before?.Value, trusted, cancellationToken);

            // Read around a record that moved on meanwhile, the places are of two moments: nothing can be said of that.
            if (tries == MostTries || before?.ETag == (await lists.FindAsync(id, cancellationToken))?.ETag)
            {
                return retention.Judge(read);
            }
        }
    }

    private async Task<ListEvidence> ReadAroundAsync(ListId id, ListRecord? record, AuditHead? trusted, CancellationToken cancellationToken)
    {
        ListTrail told = await ReadTrailAsync(id, trusted, cancellationToken);
        int ciphertexts = 0;
        await foreach (SealedBlob _ in blobs.ListAsync(id.Value, cancellationToken))
        {
            ciphertexts++;
        }

        bool hasSecrets = await lists.HasSecretsAsync(id, cancellationToken);
        return new ListEvidence(id, record, told, ciphertexts, hasSecrets);
    }

    private async Task<IEnumerable<ListEvidence>> ReadWindowAsync(CampaignId campaign, List<ListFound> window, CancellationToken cancellationToken)
    {
        var read = new ListEvidence[window.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, window.Count), options, async (i, token) =>
        {
            ListFound found = window[i];
            ListTrail told = found.HasTrail || found.Trusted is not null ? await ReadTrailAsync(found.Id, found.Trusted, token) : new ListTrail();
            ListEvidence evidence = retention.Judge(new ListEvidence(found.Id, found.Record, told, found.Ciphertexts, found.HasSecrets));
            bool doubtful = evidence.Campaign is null || (evidence.Campaign == campaign && evidence.Faults().Any());
            read[i] = doubtful ? await ReadAsync(found.Id, found.Trusted, token) : evidence;
        });
        return read.Where(evidence => evidence.Campaign is null || evidence.Campaign == campaign);
    }

    private async Task<ListTrail> ReadTrailAsync(ListId id, AuditHead? trusted, CancellationToken cancellationToken)
    {
        var stream = AuditStream.ForList(id);
        var read = new ListTrail { Trusted = trusted };
        try
        {
            await foreach (AuditEntry entry in trail.ReadAsync(stream, cancellationToken))
            {
                read = read.With(stream, entry);
            }
        }
        catch (AuditDamagedException)
        {
            read = read with { Fault = read.Fault ?? AuditFault.Damaged };
        }

        return read.AtEnd();
    }
}
