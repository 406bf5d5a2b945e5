using Outreach.Core.Audit.Evidence;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Contacts;

/// <summary>What the insurer may know of a campaign's contacts: how many, never who, and nothing that a doctor's contact with a person changes (C12).</summary>
/// <param name="Lists">Lists that hold people: prepared and living, or opened before they ended.</param>
/// <param name="HeldByLists">Rows of these, as they were sealed.</param>
/// <param name="SolicitationsAllowed">Per person, over all channels.</param>
/// <param name="Objections">Recorded in this product; those of the register are the insurer's own.</param>
public sealed record ContactCounts(long Lists, long HeldByLists, int SolicitationsAllowed, ObjectionCounts Objections);

/// <summary>Counts contacts from the records of lists and the trail's objections; the ledger itself, whose rows say what doctors did, is not read.</summary>
public sealed class CountContactsHandler(ICampaignStore campaigns, IListStore lists, ObjectionCounter objections)
{
    public async Task<Result<ContactCounts>> RunAsync(string campaignText, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId id) || await campaigns.FindAsync(id, cancellationToken) is not { Value: { } campaign })
        {
            return Campaigns.Failures.NotFound;
        }

        (long holding, long rows) = (0, 0);
        await foreach (ListRecord list in lists.ReadAsync(id, after: null, cancellationToken))
        {
            if (list.State == ListState.Ready || list.OpenedAt is not null)
            {
                (holding, rows) = (holding + 1, rows + list.Rows);
            }
        }

        ObjectionTally objected = await objections.CountAsync(id, checkpoint: null, cancellationToken);
        return new ContactCounts(holding, rows, campaign.Policy.SolicitationsPerPerson, objected.Counts);
    }
}
