using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Conformance.Cases;

/// <summary>Durable timers.</summary>
public static class TimerCases
{
    private const string Timers = "Durable Functions documentation, timers in orchestrator functions";


    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("timer-fires-and-its-clock-advances", Timers, "true", run => run.OutputAsync(nameof(Sleep))),
        new("timer-cancelled-throws-and-does-not-hold-the-instance", Timers, "\"cancelled\"", run => run.OutputAsync(nameof(CancelTimer))),
        new("timer-in-the-past-fires-at-once", Timers, "\"fired\"", run => run.OutputAsync(nameof(PastTimer))),
        new("timers-fire-in-the-order-of-their-instants", Timers, "\"early late\"", run => run.OutputAsync(nameof(TwoTimers))),
        new("timer-event-and-activity-in-one-when-all", Timers, "\"told 2\"", async run =>
        {
            string id = await run.StartAsync(nameof(AllThree));
            await run.Client.RaiseEventAsync(id, "word", "told", run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("timer-against-an-activity", Timers, "\"activity\"", run => run.OutputAsync(nameof(TimerOrActivity))),
    ];

    [Function(nameof(Sleep))]
    public static async Task<bool> Sleep([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        DateTime before = context.CurrentUtcDateTime;
        await context.CreateTimer(TimeSpan.FromSeconds(3), CancellationToken.None);
        // The real engine's timer may be a second early.
        return context.CurrentUtcDateTime - before >= TimeSpan.FromSeconds(1.9);
    }

    [Function(nameof(CancelTimer))]
    public static async Task<string> CancelTimer([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var over = new CancellationTokenSource();
        Task timer = context.CreateTimer(TimeSpan.FromDays(5), over.Token);
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1);
        over.Cancel();
        try
        {
            await timer;
            return "fired";
        }
        catch (TaskCanceledException)
        {
            return "cancelled";
        }
    }

    [Function(nameof(PastTimer))]
    public static async Task<string> PastTimer([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(-5), CancellationToken.None);
        return "fired";
    }

    [Function(nameof(TwoTimers))]
    public static async Task<string> TwoTimers([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task late = context.CreateTimer(TimeSpan.FromSeconds(6), CancellationToken.None);
        Task early = context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
        string first = await Task.WhenAny(late, early) == early ? "early" : "late";
        await Task.WhenAll(late, early);
        return $"{first} late";
    }

    [Function(nameof(AllThree))]
    public static async Task<string> AllThree([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task timer = context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
        Task<string> word = context.WaitForExternalEvent<string>("word");
        Task<int> sum = context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1);
        await Task.WhenAll(timer, word, sum);
        return $"{await word} {await sum}";
    }

    [Function(nameof(TimerOrActivity))]
    public static async Task<string> TimerOrActivity([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var over = new CancellationTokenSource();
        Task timer = context.CreateTimer(TimeSpan.FromMinutes(30), over.Token);
        Task activity = context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1);
        Task first = await Task.WhenAny(timer, activity);
        over.Cancel();
        return first == activity ? "activity" : "timer";
    }
}
