using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>The proof that one list is erased: when, why, and where it stands in the trail.</summary>
/// <param name="Reason">Why the list ended.</param>
/// <param name="NotAfter">When access ended at the latest.</param>
public sealed record ProofOfErasure(
    string ListId, string Reason, DateTimeOffset NotAfter, DateTimeOffset DestroyedAt, DateTimeOffset? AttestedAt, long AuditSequence, string AuditHash)
{
    /// <summary>Null before the list is destroyed.</summary>
    public static ProofOfErasure? Of(ListRecord record) => DeletionReceipt.Of(record) is { } receipt
        ? new ProofOfErasure(
            receipt.ListId, receipt.Reason, record.NotAfter, receipt.DestroyedAt, receipt.AttestedAt, receipt.AuditSequence, receipt.AuditHash)
        : null;
}

/// <summary>Some proofs, in the order of list ids.</summary>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record ProofPage(CampaignId Campaign, IReadOnlyList<ProofOfErasure> Proofs, string? Next);

/// <summary>Pages through the proofs of a campaign, so that no answer grows with the number of lists.</summary>
public sealed class ListProofsHandler(ICampaignStore campaigns, IListStore lists)
{
    public const int PageSize = 500;

    /// <param name="after">From <see cref="ProofPage.Next"/>; empty for the first page.</param>
    public async Task<Result<ProofPage>> RunAsync(string campaignText, string after, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId campaign) || await campaigns.FindAsync(campaign, cancellationToken) is null)
        {
            return Campaigns.Failures.NotFound;
        }

        ListId? from = ListId.TryParse(after, out ListId parsed) ? parsed : null;
        if (from is null && after.Length > 0)
        {
            return Failures.ContinuationInvalid;
        }

        List<ProofOfErasure> proofs = new(PageSize);
        await foreach (ListRecord record in lists.ReadAsync(campaign, from, cancellationToken))
        {
            if (ProofOfErasure.Of(record) is not { } proof)
            {
                continue;
            }

            if (proofs.Count == PageSize)
            {
                return new ProofPage(campaign, proofs, proofs[^1].ListId);
            }

            proofs.Add(proof);
        }

        return new ProofPage(campaign, proofs, Next: null);
    }
}
