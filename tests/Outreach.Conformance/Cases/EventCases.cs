using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Conformance.Cases;

/// <summary>External events: buffered, ordered, timed out.</summary>
public static class EventCases
{
    private const string Events = "Durable Functions documentation, external events; durabletask-dotnet src/Abstractions/TaskOrchestrationContext.cs, WaitForExternalEvent";
    private const string Refusals = "Microsoft.Azure.WebJobs.Extensions.DurableTask, DurableClient.RaiseEventAsync, which checks the status first on Azure Storage";
    private const string Waiters = "durabletask-dotnet src/Worker/Core/Shims/TaskOrchestrationContextWrapper.cs, WaitForExternalEvent";


    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("event-raised-before-it-is-waited-for-is-kept", Events, "\"early\"", async run =>
        {
            string id = await run.StartAsync(nameof(WaitAfterGate));
            await run.Client.RaiseEventAsync(id, "word", "early", run.Cancellation);
            await run.Client.RaiseEventAsync(id, "gate", true, run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("events-of-one-name-arrive-in-order", Events, "\"1,2,3\"", async run =>
        {
            string id = await run.StartAsync(nameof(ThreeNumbers));
            foreach (int number in new[] { 1, 2, 3 })
            {
                await run.Client.RaiseEventAsync(id, "number", number, run.Cancellation);
            }

            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("event-names-ignore-case", Waiters, "\"told\"", async run =>
        {
            string id = await run.StartAsync(nameof(WaitForWord));
            await run.Client.RaiseEventAsync(id, "WORD", "told", run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("event-wait-timed-out-throws", Events, "\"TaskCanceledException\"", run => run.OutputAsync(nameof(WaitInVain))),
        new("event-in-time-wins-over-its-timeout", Events, "\"in time\"", async run =>
        {
            string id = await run.StartAsync(nameof(WaitAWhile));
            await run.Client.RaiseEventAsync(id, "word", "in time", run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("event-latest-of-several-waits-is-served-first", Waiters, "\"second\"", async run =>
        {
            string id = await run.StartAsync(nameof(TwoWaits));
            await run.Client.RaiseEventAsync(id, "word", "told", run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("event-waited-for-as-another-type-is-refused", Waiters, "\"ArgumentException\"", run => run.OutputAsync(nameof(OtherType))),
        new("event-that-cannot-be-read-fails-the-instance", Waiters, "Failed", async run =>
        {
            string id = await run.StartAsync(nameof(ThreeNumbers));
            await run.Client.RaiseEventAsync(id, "number", "no number", run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("event-to-a-finished-instance-is-refused", Refusals, "refused", async run =>
        {
            string id = await run.StartAsync(nameof(SubOrchestrationCases.Child), 1);
            await run.CompleteAsync(id);
            return await run.TryAsync(() => run.Client.RaiseEventAsync(id, "word", "late", run.Cancellation));
        }),
        new("event-to-nobody-is-refused", Refusals, "refused", run => run.TryAsync(() => run.Client.RaiseEventAsync(run.Id("nobody"), "word", "lost", run.Cancellation))),
        new("event-raised-twice-is-served-twice", Events, "\"1,1,2\"", async run =>
        {
            string id = await run.StartAsync(nameof(ThreeNumbers));
            foreach (int number in new[] { 1, 1, 2 })
            {
                await run.Client.RaiseEventAsync(id, "number", number, run.Cancellation);
            }

            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("event-without-payload", Events, "\"null\"", async run =>
        {
            string id = await run.StartAsync(nameof(WaitForNothing));
            await run.Client.RaiseEventAsync(id, "word", eventPayload: null, run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("event-from-another-orchestration", "durabletask-dotnet src/Abstractions/TaskOrchestrationContext.cs, SendEvent", "\"from the other\"", async run =>
        {
            string receiver = await run.StartAsync(nameof(WaitForWord));
            await run.CompleteAsync(await run.StartAsync(nameof(TellOther), receiver));
            return CaseRun.Text(await run.CompleteAsync(receiver));
        }),
    ];

    [Function(nameof(WaitAfterGate))]
    public static async Task<string> WaitAfterGate([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.WaitForExternalEvent<bool>("gate");
        return await context.WaitForExternalEvent<string>("word");
    }

    [Function(nameof(ThreeNumbers))]
    public static async Task<string> ThreeNumbers([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return string.Join(',', new[]
        {
            await context.WaitForExternalEvent<int>("number"), await context.WaitForExternalEvent<int>("number"), await context.WaitForExternalEvent<int>("number"),
        });
    }

    [Function(nameof(WaitForWord))]
    public static async Task<string> WaitForWord([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.WaitForExternalEvent<string>("word");
    }

    [Function(nameof(WaitInVain))]
    public static async Task<string> WaitInVain([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return await context.WaitForExternalEvent<string>("never", TimeSpan.FromSeconds(1));
        }
        catch (OperationCanceledException timedOut)
        {
            return timedOut.GetType().Name;
        }
    }

    [Function(nameof(WaitAWhile))]
    public static async Task<string> WaitAWhile([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.WaitForExternalEvent<string>("word", TimeSpan.FromMinutes(30));
    }

    [Function(nameof(TwoWaits))]
    public static async Task<string> TwoWaits([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task<string> first = context.WaitForExternalEvent<string>("word");
        Task<string> second = context.WaitForExternalEvent<string>("word");
        return await Task.WhenAny(first, second) == second ? "second" : "first";
    }

    [Function(nameof(OtherType))]
    public static Task<string> OtherType([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = context.WaitForExternalEvent<string>("word");
        try
        {
            _ = context.WaitForExternalEvent<int>("word");
            return Task.FromResult("waits");
        }
        catch (ArgumentException refused)
        {
            return Task.FromResult(refused.GetType().Name);
        }
    }

    [Function(nameof(WaitForNothing))]
    public static async Task<string> WaitForNothing([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.WaitForExternalEvent<string?>("word") ?? "null";
    }

    [Function(nameof(TellOther))]
    public static async Task TellOther([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1);
        context.SendEvent(context.GetInput<string>()!, "word", "from the other");
    }
}
