using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>Destroys batches whose time or whose campaign is over, and ciphertexts that nobody speaks of; forgets records once their campaign is closed.</summary>
public sealed class BatchesDuty(ICampaignStore campaigns, IBatchStore records, BatchShelf shelf, BatchPolicy policy, DeletionPolicy deletion) : IDeletionDuty
{
    private const int MostPerRun = 1_000;

    public string Name => "OutreachBatches";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0, late = 0, waiting = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (removed >= MostPerRun)
            {
                // Of a campaign that was not looked at nobody can say that nothing is left.
                break;
            }

            DutyOutcome outcome = await DestroyAsync(campaign, now, MostPerRun - removed, cancellationToken);
            (removed, late, waiting) = (removed + outcome.Removed, late + outcome.Late, waiting + outcome.Waiting);
            if (campaign.State == CampaignState.Closed && outcome is { Removed: 0, Waiting: 0 })
            {
                await records.RemoveAsync(campaign.Id, MostPerRun, cancellationToken);
            }
        }

        return new DutyOutcome(removed, late, waiting);
    }

    private async Task<DutyOutcome> DestroyAsync(Campaign campaign, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        bool isOver = campaign.State != CampaignState.Open || campaign.EndsAt <= now;
        DateTimeOffset madeBy = isOver ? now : now.AddDays(-policy.Days);
        int removed = 0, late = 0, waiting = 0;
        await foreach (BatchRecord batch in records.KeptAsync(campaign.Id, madeBy, cancellationToken).Take(most))
        {
            BatchEnd end = policy.EndOf(batch.CreatedAt) <= now ? BatchEnd.Expired : BatchEnd.CampaignOver;
            bool gone = await shelf.DestroyAsync(batch, end, "system", cancellationToken) is not null;
            (removed, waiting) = gone ? (removed + 1, waiting) : (removed, waiting + 1);
            late += end == BatchEnd.Expired && deletion.IsLate(policy.EndOf(batch.CreatedAt), now) ? 1 : 0;
        }

        // Only where no batch is left that a record names: what is found then is nobody's.
        if (removed + waiting < most && waiting == 0)
        {
            (int orphans, int kept) = await shelf.DestroyOrphansAsync(campaign, madeBy, cancellationToken);
            (removed, waiting) = (removed + orphans, waiting + kept);
        }

        return new DutyOutcome(removed, late, waiting);
    }
}
