using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Durable;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>A share to count, and how far an earlier generation of the instance came.</summary>
/// <param name="Generation">Of the import to count in.</param>
/// <param name="Page">The first that is not counted.</param>
public sealed record PreviewShardInput(string Campaign, string Wave, string Shard, int Generation, int Page = 0, PreviewCounts? Counts = null);

/// <summary>A share, counted; not whole where the wave was cancelled or another import came into force.</summary>
public sealed record ShardCounts(bool IsWhole, PreviewCounts Counts);

/// <summary>Counts the pages of one share, one step after the other.</summary>
public static class PreviewShardOrchestrator
{
    /// <summary>A history is replayed at every step: after so many the instance goes on with a new one.</summary>
    private const int StepsPerGeneration = 20;

    [Function(nameof(PreviewShardOrchestrator))]
    public static async Task<ShardCounts> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, PreviewShardInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        PreviewCounts counts = input.Counts ?? PreviewCounts.None;
        int page = input.Page;
        for (int step = 0; step < StepsPerGeneration; step++)
        {
            CountedPages counted = await context.CallActivityAsync<CountedPages>(
                nameof(CountPagesActivity), input with { Page = page, Counts = null }, ActivityRetry.Options);
            counts = PreviewCounts.Add(counts, counted.Counts);
            if (counted.Outcome != CountOutcome.Counted || counted.Next is null)
            {
                return new ShardCounts(counted.Outcome == CountOutcome.Counted, counts);
            }

            page = counted.Next.Value;
        }

        context.ContinueAsNew(input with { Page = page, Counts = counts });
        return new ShardCounts(IsWhole: false, counts);
    }
}
