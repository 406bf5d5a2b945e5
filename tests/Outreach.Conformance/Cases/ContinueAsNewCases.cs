using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Conformance.Cases;

/// <summary>Eternal orchestrations.</summary>
public static class ContinueAsNewCases
{
    private const string Eternal = "Durable Functions documentation, eternal orchestrations; durabletask-dotnet src/Abstractions/TaskOrchestrationContext.cs, ContinueAsNew";


    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("continue-as-new-goes-on-with-its-new-input", Eternal, "5", run => run.OutputAsync(nameof(CountUp), 0)),
        new("continue-as-new-keeps-unprocessed-events", Eternal, "6", async run =>
        {
            string id = await run.StartAsync(nameof(SumEvents), new SumInput(0, 3, Keep: true));
            foreach (int number in new[] { 1, 2, 3 })
            {
                await run.Client.RaiseEventAsync(id, "number", number, run.Cancellation);
            }

            await run.Client.RaiseEventAsync(id, "gate", true, run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("continue-as-new-drops-unprocessed-events-where-it-is-told-to", Eternal, "\"first, then none\"", async run =>
        {
            string id = await run.StartAsync(nameof(ForgetEvents), "");
            await run.Client.RaiseEventAsync(id, "word", "first", run.Cancellation);
            await run.Client.RaiseEventAsync(id, "word", "second", run.Cancellation);
            await run.Client.RaiseEventAsync(id, "gate", true, run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("continue-as-new-keeps-the-instance-id", Eternal, "true", async run =>
        {
            string id = await run.StartAsync(nameof(TellIdLater), 0);
            return CaseRun.Text(await run.CompleteAsync(id)) == $"\"{id}\"" ? "true" : "false";
        }),
    ];

    /// <param name="Sum">So far.</param>
    /// <param name="Left">Events to come.</param>
    /// <param name="Keep">Whether unprocessed events are kept.</param>
    public sealed record SumInput(int Sum, int Left, bool Keep);

    [Function(nameof(CountUp))]
    public static async Task<int> CountUp([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int count = context.GetInput<int>() + 1;
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), count);
        if (count < 5)
        {
            context.ContinueAsNew(count);
        }

        return count;
    }

    [Function(nameof(ForgetEvents))]
    public static async Task<string> ForgetEvents([OrchestrationTrigger] TaskOrchestrationContext context, string seen)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (seen.Length == 0)
        {
            await context.WaitForExternalEvent<bool>("gate");
            string first = await context.WaitForExternalEvent<string>("word");
            context.ContinueAsNew(first, preserveUnprocessedEvents: false);
            return first;
        }

        try
        {
            return $"{seen}, then {await context.WaitForExternalEvent<string>("word", TimeSpan.FromSeconds(2))}";
        }
        catch (OperationCanceledException)
        {
            return $"{seen}, then none";
        }
    }

    [Function(nameof(TellIdLater))]
    public static Task<string> TellIdLater([OrchestrationTrigger] TaskOrchestrationContext context, int generation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (generation < 2)
        {
            context.ContinueAsNew(generation + 1);
        }

        return Task.FromResult(context.InstanceId);
    }

    [Function(nameof(SumEvents))]
    public static async Task<int> SumEvents([OrchestrationTrigger] TaskOrchestrationContext context, SumInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        if (input.Left == 3)
        {
            await context.WaitForExternalEvent<bool>("gate");
        }

        int sum = input.Sum + await context.WaitForExternalEvent<int>("number");
        if (input.Left > 1)
        {
            context.ContinueAsNew(input with { Sum = sum, Left = input.Left - 1 }, input.Keep);
        }

        return sum;
    }
}
