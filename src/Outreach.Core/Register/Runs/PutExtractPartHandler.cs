using System.Security.Cryptography;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.Register.Runs;

/// <summary>Takes one part of an extract, and keeps it sealed under the campaign's secret: nothing that is posted lies in clear.</summary>
/// <remarks>The same part again replaces the earlier one.</remarks>
public sealed class PutExtractPartHandler(ContactBooks books, ImportRuns runs, IImportBlobs blobs)
{
    /// <summary>Bytes of one part.</summary>
    public const int LargestPart = 8 * 1024 * 1024;

    /// <param name="campaignText">The campaign.</param>
    /// <param name="extract">The extract's name.</param>
    /// <param name="numberText">From 1.</param>
    /// <param name="sha256">What the part's SHA-256 must be; null when its sender does not say.</param>
    /// <param name="part">At most <see cref="LargestPart"/>; overwritten when it is sealed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when the part is kept.</returns>
    public async Task<Failure?> RunAsync(
        string campaignText, string extract, string numberText, string? sha256, byte[] part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (!CampaignId.TryParse(campaignText, out CampaignId campaign) || await books.FindAsync(campaign, cancellationToken) is not { } book)
        {
            return Campaigns.Failures.NotFound;
        }

        Failure? refusal = !ExtractName.IsValid(extract) ? RegisterFailures.ExtractNameInvalid
            : !int.TryParse(numberText, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number)
                || number is < 1 or > ExtractName.MostParts ? RegisterFailures.PartNumberInvalid
            : part.Length == 0 ? RegisterFailures.PartEmpty
            : sha256 is not null && !StartImportHandler.IsDigest(sha256) ? RegisterFailures.DigestMalformed
            : sha256 is not null && Convert.ToHexStringLower(SHA256.HashData(part)) != sha256 ? RegisterFailures.DigestMismatch
            : await runs.FindLastOfAsync(campaign, extract, cancellationToken) is { RemainsGoneAt: null } ? RegisterFailures.ExtractInUse
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        string name = ExtractName.OfPart(campaign, extract, int.Parse(numberText, System.Globalization.CultureInfo.InvariantCulture));
        byte[] sealedPart = SealedChunk.Seal(part, book.Secret.ImportKey, name, number: 0, isLast: true);
        CryptographicOperations.ZeroMemory(part);
        await blobs.PutAsync(ImportPlace.Posted, name, sealedPart, cancellationToken);
        return null;
    }
}
