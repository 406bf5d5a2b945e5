using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>A campaign's requests as their own table has them.</summary>
/// <param name="Settled">Older than the instant up to which requests and lists are compared.</param>
public sealed record RequestTally(long Requests, long Settled)
{
    /// <summary>Asked for so near to that instant, before and after it, that the trail may have it on the other side.</summary>
    public long JustBefore { get; init; }

    public long JustAfter { get; init; }
}

/// <summary>Counts a campaign's requests, page by page.</summary>
public sealed class RequestEvidenceReader(IListRequestStore requests)
{
    public async Task<RequestTally> ReadAsync(CampaignId campaign, DateTimeOffset settledBefore, CancellationToken cancellationToken)
    {
        var tally = new RequestTally(0, 0);
        await foreach (ListRequest request in requests.ReadAsync(campaign, cancellationToken))
        {
            DateTimeOffset at = request.RequestedAt;
            tally = new RequestTally(tally.Requests + 1, tally.Settled + (at < settledBefore ? 1 : 0))
            {
                JustBefore = tally.JustBefore + (Reconciliation.IsJustBefore(at, settledBefore) ? 1 : 0),
                JustAfter = tally.JustAfter + (Reconciliation.IsJustAfter(at, settledBefore) ? 1 : 0),
            };
        }

        return tally;
    }
}
