using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.Contacts;

/// <summary>Removes the contact ledger of a campaign that is closed: its secret is gone, so no row opens any more, and nobody is solicited (C5).</summary>
public sealed class ContactRowsDuty(ICampaignStore campaigns, IContactLedger ledger) : IDeletionDuty
{
    /// <summary>One run's work; what is left goes on at the next.</summary>
    public const int MostPerRun = 10_000;

    public string Name => "ContactRows";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0, waiting = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State != CampaignState.Closed || removed >= MostPerRun)
            {
                continue;
            }

            try
            {
                removed += await ledger.ForgetCampaignAsync(campaign.Id, MostPerRun - removed, cancellationToken);
            }
            catch (TransientDependencyException)
            {
                waiting++;
            }
        }

        return new DutyOutcome(removed, Late: 0, waiting);
    }
}
