using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Functions.Durable;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>A wave to settle, and how far an earlier generation of the instance came.</summary>
/// <param name="After">Where to go on; names nobody.</param>
/// <param name="Tally">Messages counted so far; null at the beginning.</param>
/// <param name="Counted">Whether all are: what is left are claims that no message stands for.</param>
public sealed record ReconcileWaveInput(string Campaign, string Wave, string? After = null, WaveTally? Tally = null, bool Counted = false);

/// <summary>The end of a wave: nothing more is sent, every message comes to one end, every claim of none is released, and the counts are kept.</summary>
public static class ReconcileWaveOrchestrator
{
    private const int StepsPerGeneration = 50;

    [Function(nameof(ReconcileWaveOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ReconcileWaveInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        ReconcileWaveInput step = input;
        if (step.Tally is null)
        {
            await context.CallActivityAsync(nameof(StopWaveActivity), input, ActivityRetry.Options);
        }

        for (int i = 0; i < StepsPerGeneration; i++)
        {
            if (!step.Counted)
            {
                ReconciledPage page = await context.CallActivityAsync<ReconciledPage>(nameof(ReconcilePageActivity), step, ActivityRetry.Options);
                step = step with { After = page.Next, Tally = page.After(step.Tally), Counted = page.Next is null };
                continue;
            }

            step = step with { After = await context.CallActivityAsync<string?>(nameof(ReleaseWaveClaimsActivity), step, ActivityRetry.Options) };
            if (step.After is null)
            {
                await context.CallActivityAsync(nameof(SettleWaveActivity), step, ActivityRetry.Options);
                return;
            }
        }

        context.ContinueAsNew(step);
    }
}
