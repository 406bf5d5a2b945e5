using Outreach.Core.Campaigns;

namespace Outreach.Core.Deletion.Notices;

/// <summary>Lists the insurer is told about: nobody attested that their copies are deleted. Opaque names only.</summary>
public sealed record UnattestedPage(IReadOnlyList<AttestationDuty> Duties, string? Continuation);

/// <summary>Pages through a campaign's unattested lists.</summary>
public sealed class ListUnattestedHandler(ICampaignStore campaigns, IAttestationStore duties)
{
    public async Task<Result<UnattestedPage>> RunAsync(string campaignText, string? continuation, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId id) || await campaigns.FindAsync(id, cancellationToken) is null)
        {
            return Campaigns.Failures.NotFound;
        }

        if (continuation is not null && !RandomId.IsWellFormed(continuation))
        {
            return Failures.ContinuationInvalid;
        }

        (IReadOnlyList<AttestationDuty> page, string? next) = await duties.PageUnattestedAsync(id, continuation, cancellationToken);
        return new UnattestedPage(page, next);
    }
}
