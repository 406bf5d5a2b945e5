using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Core.Lists;
using Outreach.Functions.Deletion;
using Outreach.Functions.Durable;

namespace Outreach.Functions.Lists;

/// <summary>Which request to prepare; its id is the instance id as well.</summary>
public sealed record PrepareListInput(string RequestId);

/// <summary>How far a request is; stored in clear in the task hub.</summary>
public sealed record PrepareListStatus(string Stage, int Rows);

/// <summary>A patient list from request to nothing: build and seal, wait for its end, destroy.</summary>
public static class PrepareListOrchestrator
{
    /// <summary>Raised when the list was destroyed before its time.</summary>
    public const string ListDeleted = "ListDeleted";

    [Function(nameof(PrepareListOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, PrepareListInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.SetCustomStatus(new PrepareListStatus("sealing", 0));
        try
        {
            BuildListResult built = await context.CallActivityAsync<BuildListResult>(nameof(BuildListActivity), input, ActivityRetry.Options);
            if (built.Outcome == BuildOutcome.Ready)
            {
                context.SetCustomStatus(new PrepareListStatus("ready", built.Rows));
                await EndAsync(context, built.NotAfter);
            }
        }
        catch (TaskFailedException)
        {
            await DestroyAsync(context, input, EndReason.PreparationFailed);
            throw;
        }

        context.SetCustomStatus(new PrepareListStatus("destroying", 0));
        await DestroyAsync(context, input, EndReason.Expired);
        context.SetCustomStatus(new PrepareListStatus("destroyed", 0));
    }

    /// <summary>The timer may be a little early or late: access is judged by the clock at every read, and destruction ends it for good.</summary>
    private static async Task EndAsync(TaskOrchestrationContext context, DateTimeOffset notAfter)
    {
        using var over = new CancellationTokenSource();
        Task timer = context.CreateTimer(notAfter.UtcDateTime, over.Token);
        Task deleted = context.WaitForExternalEvent<object?>(ListDeleted, over.Token);
        await Task.WhenAny(timer, deleted);
        over.Cancel();
    }

    private static Task DestroyAsync(TaskOrchestrationContext context, PrepareListInput input, EndReason reason) =>
        context.CallActivityAsync(nameof(DestroyListActivity), new DestroyListInput(input.RequestId, reason), ActivityRetry.Options);
}
