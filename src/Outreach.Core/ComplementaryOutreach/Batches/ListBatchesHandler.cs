using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Pace;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>When a dispatcher may send, by the clock of each person (column `time_zone`); null where nothing binds.</summary>
public sealed record SendingHours(TimeOnly From, TimeOnly Until, IReadOnlyList<DateOnly> NotOn);

/// <summary>The manifest of a batch.</summary>
/// <param name="KeyId">RFC 7638 thumbprint of the dispatcher's key that opens it.</param>
/// <param name="KeptUntil">It is destroyed then at the latest.</param>
/// <param name="Url">Reads the ciphertext, until <paramref name="UrlNotAfter"/>; null where it cannot be fetched any more.</param>
public sealed record BatchManifest(
    string Part,
    string Channel,
    int Count,
    string Sha256,
    string KeyId,
    DateTimeOffset CreatedAt,
    DateTimeOffset KeptUntil,
    SendingHours? Hours,
    string? End,
    DateTimeOffset? DestroyedAt,
    Uri? Url,
    DateTimeOffset? UrlNotAfter);

/// <summary>Some batches of a wave, in the order of their parts.</summary>
/// <param name="Next">Asks for those after; null at the end.</param>
public sealed record BatchPage(string Campaign, string Wave, IReadOnlyList<BatchManifest> Batches, string? Next);

/// <summary>Lists the batches of a wave with addresses to fetch them from, minted for this answer and said in the audit trail before.</summary>
public sealed class ListBatchesHandler(ICampaignStore campaigns, BatchShelf shelf, BatchJournal journal, QuietTimes quiet, Pseudonyms pseudonyms)
{
    public const int PageSize = 100;

    public async Task<Result<BatchPage>> RunAsync(string campaign, string wave, string? continuation, Caller caller, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaign, out CampaignId id) || await campaigns.FindAsync(id, cancellationToken) is not { Value: { } found })
        {
            return Campaigns.Failures.NotFound;
        }

        if (!WaveId.TryParse(wave, out WaveId waveId))
        {
            return WaveFailures.NotFound;
        }

        if (!PartNames.IsPage(continuation))
        {
            return ChannelFailures.ContinuationInvalid;
        }

        List<BatchRecord> batches = [];
        await foreach (BatchRecord batch in shelf.ListAsync(id, waveId, continuation ?? "", cancellationToken).Take(PageSize + 1))
        {
            batches.Add(batch);
        }

        IReadOnlyList<BatchRecord> page = [.. batches.Take(PageSize)];
        int released = page.Count(batch => shelf.FetchedUntil(found, batch) is not null);
        if (released > 0)
        {
            await journal.ReleasedAsync(id, waveId, released, pseudonyms.Actor(caller), cancellationToken);
        }

        List<BatchManifest> manifests = [];
        foreach (BatchRecord batch in page)
        {
            manifests.Add(ManifestOf(batch, await shelf.MintAddressAsync(found, batch, cancellationToken)));
        }

        return new BatchPage(id.Value, waveId.Value, manifests, batches.Count > PageSize ? page[^1].Part : null);
    }

    private BatchManifest ManifestOf(BatchRecord batch, (Uri Address, DateTimeOffset NotAfter)? address) => new(
        batch.Part, batch.Channel.ToString(), batch.Messages.Count, batch.Sha256, batch.KeyId, batch.CreatedAt, shelf.EndOf(batch),
        batch.Channel == OutreachChannel.Letter ? null : new SendingHours(quiet.Until, quiet.From, batch.NotOn),
        batch.End?.ToString(), batch.DestroyedAt, address?.Address, address?.NotAfter);
}
