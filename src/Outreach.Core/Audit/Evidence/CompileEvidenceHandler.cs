using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Draws up a campaign's evidence: reads every place once, counts, and says what does not agree.</summary>
/// <remarks>Changes nothing. Memory does not depend on the number of lists; time does: the chain of every list is read.</remarks>
public sealed class CompileEvidenceHandler(
    CampaignEvidenceReader campaigns, ListEvidenceReader lists, RequestEvidenceReader requests, IAttestationStore attestations, TimeProvider time)
{
    private const int MostTries = 3;

    public async Task<Result<EvidenceReport>> RunAsync(string campaignText, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            Result<EvidenceReport> compiled = await CompileAsync(campaignText, cancellationToken);
            if (tries == MostTries || compiled.Value is not { } report || !IsDoubtful(report)
                || !await campaigns.HasMovedOnAsync(report.Findings.Checkpoints, cancellationToken))
            {
                return compiled;
            }
        }
    }

    /// <summary>A checkpoint that is made meanwhile, and what retention erases with it, look like this.</summary>
    private static bool IsDoubtful(EvidenceReport report) =>
        report.Checks.Any(check => check is { Holds: false, Code: "chains-intact" or "checkpoints-intact" });

    private async Task<Result<EvidenceReport>> CompileAsync(string campaignText, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await campaigns.FindAsync(campaignText, now, cancellationToken) is not { } own)
        {
            return Campaigns.Failures.NotFound;
        }

        (Campaign campaign, DateTimeOffset settledBefore) = (own.Campaign, now - Reconciliation.Settling);
        (ListTally tally, long orphans, var doctors) = (ListTally.None, 0, new DoctorCounter());
        await foreach (ListEvidence list in lists.ReadAsync(campaign.Id, own.Checkpoints.Statement, cancellationToken))
        {
            if (list.Campaign is null)
            {
                orphans += list.IsOrphan ? 1 : 0;
                continue;
            }

            tally = tally.With(list, campaign, now, settledBefore);
            doctors.Add(list);
        }

        RequestTally asked = await requests.ReadAsync(campaign.Id, settledBefore, cancellationToken);
        var findings = new EvidenceFindings(
            campaign, now, own.Key, tally, asked, own.Trail, doctors.Counts, await attestations.CountAsync(campaign.Id, cancellationToken), own.Checkpoints)
        {
            Orphans = orphans,
            Objections = own.Objections,
            Habilitations = own.Habilitations,
        };
        return EvidenceReport.Of(findings);
    }
}
