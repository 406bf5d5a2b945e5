using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Core.Deletion;
using Outreach.Functions.Durable;
using Outreach.Functions.Lists;

namespace Outreach.Functions.Campaigns;

/// <summary>Which campaign to close, and how far an earlier generation of the instance came.</summary>
/// <param name="Continuation">Where the next page begins; null at the beginning.</param>
/// <param name="Destroyed">Lists destroyed so far.</param>
/// <param name="Waiting">Lists whose destruction something keeps so far; the deletion timer goes on with them.</param>
public sealed record CloseCampaignInput(string Campaign, string? Continuation = null, int Destroyed = 0, int Waiting = 0);

/// <summary>The end of a campaign: its key unwraps nothing, its lists are destroyed, its key is deleted.</summary>
public static class CloseCampaignOrchestrator
{
    /// <summary>A history is replayed at every step: after so many pages the instance goes on with a new one.</summary>
    private const int PagesPerGeneration = 20;

    [Function(nameof(CloseCampaignOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CloseCampaignInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        await context.CallActivityAsync(nameof(DisableCampaignKeyActivity), input, ActivityRetry.Options);
        CloseCampaignInput step = input;
        for (int page = 0; page < PagesPerGeneration; page++)
        {
            DestroyedPage destroyed = await context.CallActivityAsync<DestroyedPage>(nameof(DestroyCampaignListsActivity), step, ActivityRetry.Options);
            foreach (string request in destroyed.RequestIds)
            {
                context.SendEvent(request, PrepareListOrchestrator.ListDeleted, payload: null!);
            }

            step = step with
            {
                Continuation = destroyed.Continuation,
                Destroyed = step.Destroyed + destroyed.Count,
                Waiting = step.Waiting + destroyed.Waiting,
            };
            if (destroyed.Continuation is null)
            {
                DateTimeOffset finalOn = await context.CallActivityAsync<DateTimeOffset>(nameof(DeleteCampaignKeyActivity), input, ActivityRetry.Options);
                var end = new CampaignEnd(input.Campaign, finalOn, step.Destroyed, step.Waiting);
                await context.CallActivityAsync(nameof(MarkCampaignClosedActivity), end, ActivityRetry.Options);
                return;
            }
        }

        context.ContinueAsNew(step);
    }
}
