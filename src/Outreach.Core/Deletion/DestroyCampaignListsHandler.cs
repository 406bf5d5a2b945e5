using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>One page of a campaign's end: ids and a count, fit for the durable boundary.</summary>
/// <param name="Continuation">Opaque; null at the end.</param>
/// <param name="RequestIds">Requests whose orchestrations may end.</param>
/// <param name="Count">Lists destroyed.</param>
/// <param name="Waiting">Lists that nothing opens any more and whose destruction something keeps: the timer goes on with them, and the campaign's key does not wait for them.</param>
public sealed record DestroyedPage(string? Continuation, IReadOnlyList<string> RequestIds, int Count, int Waiting = 0);

/// <summary>Destroys the lists of a campaign that is closing, a page at a time.</summary>
public sealed class DestroyCampaignListsHandler(IListRequestStore requests, DestroyListHandler destroy, ListMarks marks)
{
    public async Task<DestroyedPage> RunAsync(CampaignId campaign, string? continuation, CancellationToken cancellationToken)
    {
        (IReadOnlyList<ListRequest> active, string? next) = await requests.PageActiveAsync(campaign, continuation, cancellationToken);
        List<string> destroyed = [];
        foreach (ListRequest request in active)
        {
            if (await IsDestroyedAsync(request, cancellationToken))
            {
                destroyed.Add(request.Id.Value);
            }
        }

        return new DestroyedPage(next, destroyed, destroyed.Count, active.Count - destroyed.Count);
    }

    /// <summary>What is wrong with one list, such as a damaged trail, keeps neither the others nor the campaign's key.</summary>
    private async Task<bool> IsDestroyedAsync(ListRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await destroy.RunAsync(request, EndReason.CampaignClosed, "system", cancellationToken)).Obstacle is null;
        }
        catch (Exception failure) when (failure is not TransientDependencyException && !cancellationToken.IsCancellationRequested)
        {
            // Its promise is due: the timer meets the same failure, and reports it.
            await marks.TryBlockUnforeseenAsync(request.List, cancellationToken);
            return false;
        }
    }
}
