using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>One page of a campaign's end: ids and a count, fit for the durable boundary.</summary>
/// <param name="Continuation">Opaque; null at the end.</param>
/// <param name="RequestIds">Requests whose orchestrations may end.</param>
public sealed record DestroyedPage(string? Continuation, IReadOnlyList<string> RequestIds, int Count);

/// <summary>Destroys the lists of a campaign that is closing, a page at a time.</summary>
public sealed class DestroyCampaignListsHandler(IListRequestStore requests, DestroyListHandler destroy)
{
    public async Task<DestroyedPage> RunAsync(CampaignId campaign, string? continuation, CancellationToken cancellationToken)
    {
        (IReadOnlyList<ListRequest> active, string? next) = await requests.PageActiveAsync(campaign, continuation, cancellationToken);
        foreach (ListRequest request in active)
        {
            await destroy.RunAsync(request, EndReason.CampaignClosed, "system", cancellationToken);
        }

        return new DestroyedPage(next, [.. active.Select(request => request.Id.Value)], active.Count);
    }
}
