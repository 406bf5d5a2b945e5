using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.Contacts;

/// <summary>Removes the contact ledger of a campaign that is closed: its secret is gone, so no row opens any more, and nobody is solicited (C5).</summary>
/// <remarks>Counts ledgers, not rows: a closure leaves a row of its own, and the count goes to the audit trail, which the insurer reads (C12).</remarks>
public sealed class ContactRowsDuty(ICampaignStore campaigns, IContactLedger ledger) : IDeletionDuty
{
    /// <summary>One run's work; what is left goes on at the next.</summary>
    public const int MostPerRun = 10_000;

    public string Name => "ContactRows";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int rows = 0, ledgers = 0, waiting = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State != CampaignState.Closed || rows >= MostPerRun)
            {
                continue;
            }

            try
            {
                int removed = await ledger.ForgetCampaignAsync(campaign.Id, MostPerRun - rows, cancellationToken);
                (rows, ledgers) = (rows + removed, ledgers + (removed > 0 ? 1 : 0));
            }
            catch (TransientDependencyException)
            {
                waiting++;
            }
        }

        return new DutyOutcome(ledgers, Late: 0, waiting);
    }
}
