using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.Register.Runs;

/// <summary>What the insurer sends to have an extract imported.</summary>
/// <param name="Extract">Its name in the landing place.</param>
/// <param name="Kind">`full` or `delta`.</param>
/// <param name="Parts">How many parts were posted; left out for a file in the landing container.</param>
/// <param name="Sha256">Of the file as it was sent, before any decompression; left out, it is not checked.</param>
public sealed record ImportBody(string? Extract, string? Kind, int? Parts, string? Sha256)
{
    public override string ToString() => "import";
}

/// <summary>Accepts an import of what was landed.</summary>
/// <remarks>Idempotent: the same landed extract is the same import, also after its end, when the extract is gone.</remarks>
public sealed class StartImportHandler(ContactBooks books, ImportRuns runs, IImportBlobs blobs, ImportJournal journal)
{
    public async Task<Result<ImportRun>> RunAsync(string campaignText, ImportBody body, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!CampaignId.TryParse(campaignText, out CampaignId campaign) || await books.FindAsync(campaign, cancellationToken) is null)
        {
            return Campaigns.Failures.NotFound;
        }

        ImportKind? kind = body.Kind switch { "full" => ImportKind.Full, "delta" => ImportKind.Delta, _ => null };
        Failure? refusal = !ExtractName.IsValid(body.Extract) ? RegisterFailures.ExtractNameInvalid
            : kind is null ? RegisterFailures.KindUnknown
            : body.Parts is < 1 or > ExtractName.MostParts ? RegisterFailures.PartsMissing
            : body.Sha256 is { } digest && !IsDigest(digest) ? RegisterFailures.DigestMalformed
            : null;
        return refusal is null ? await StartAsync(campaign, body, kind!.Value, actor, cancellationToken) : refusal;
    }

    /// <summary>Whether what is asked for is gone because it was imported: whoever asks for the same again has not heard the answer.</summary>
    /// <remarks>Parts of a new extract under an old name, which are not all there yet, are not that import; nor is another kind, or another content.</remarks>
    private static bool IsAskedAgain(ImportRun last, ImportKind kind, ImportBody body, Failure missing) =>
        last.Kind == kind && last.LandedParts == (body.Parts ?? 0) && last.ExpectedSha256 == (body.Sha256 ?? "")
        && (missing == RegisterFailures.ExtractNotFound || last.RemainsGoneAt is null);

    /// <summary>Whether a text reads as a SHA-256.</summary>
    internal static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private async Task<Result<ImportRun>> StartAsync(CampaignId campaign, ImportBody body, ImportKind kind, string actor, CancellationToken cancellationToken)
    {
        string extract = body.Extract!;
        Result<LandedExtract> landed = await LandedExtract.FindAsync(blobs, campaign, extract, body.Parts ?? 0, cancellationToken);
        ImportRun? last = await runs.FindLastOfAsync(campaign, extract, cancellationToken);
        if (!landed.Succeeded)
        {
            return last is not null && IsAskedAgain(last, kind, body, landed.Failure) ? last : landed.Failure;
        }

        ImportId id = landed.Value.IdFor(kind);
        if (last is { IsOver: false } && last.Id != id)
        {
            return RegisterFailures.ExtractInUse;
        }

        ImportRun run = new()
        {
            Campaign = campaign,
            Id = id,
            Extract = extract,
            LandedParts = body.Parts ?? 0,
            LandedAt = landed.Value.At,
            LandedBytes = landed.Value.Bytes,
            Kind = kind,
            ExpectedSha256 = body.Sha256 ?? "",
            Actor = actor,
            AskedAt = runs.Now,
            Parts = PartLayout.CountFor(landed.Value.Bytes),
        };
        if (await runs.FindAsync(campaign, id, cancellationToken) is { } known)
        {
            return known;
        }

        await journal.AskedAsync(run, cancellationToken);
        return await runs.Store.TryAddAsync(run, cancellationToken) ? run : await runs.GetAsync(campaign, id, cancellationToken);
    }
}
