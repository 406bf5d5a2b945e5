using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Conformance.Cases;

/// <summary>What must be the same at every replay.</summary>
public static class ReplayCases
{
    private const string Constraints = "Durable Functions documentation, orchestrator function code constraints";
    private const string Context = "durabletask-dotnet src/Abstractions/TaskOrchestrationContext.cs";

    /// <summary>What an orchestrator saw each time its code ran, by instance.</summary>
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, System.Collections.Concurrent.ConcurrentBag<string>> Seen = new(StringComparer.Ordinal);


    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("new-guid-is-equal-on-every-replay-and-never-twice", Context, "\"1 first, 2 in all\"", run => run.OutputAsync(nameof(Guids))),
        new("clock-is-equal-on-every-replay", Constraints, "\"1 first\"", run => run.OutputAsync(nameof(Clock))),
        new("code-runs-again-at-every-step", Constraints, "true", run => run.OutputAsync(nameof(Runs))),
        new("code-that-is-not-deterministic-fails", Constraints, "Failed", run => run.OutputAsync(nameof(Fickle))),
        new("not-replaying-at-the-end", Context, "false", run => run.OutputAsync(nameof(Replaying))),
    ];

    [Function(nameof(Guids))]
    public static async Task<string> Guids([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string first = context.NewGuid().ToString();
        Note(context, first);
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1);
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 2);
        string second = context.NewGuid().ToString();
        return $"{Distinct(context)} first, {new[] { first, second }.Distinct().Count()} in all";
    }

    [Function(nameof(Clock))]
    public static async Task<string> Clock([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Note(context, context.CurrentUtcDateTime.ToString("O"));
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1);
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 2);
        return $"{Distinct(context)} first";
    }

    [Function(nameof(Runs))]
    public static async Task<bool> Runs([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Note(context, "run");
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1);
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 2);
        return Seen[context.InstanceId].Count >= 3;
    }

    [Function(nameof(Fickle))]
    public static async Task<int> Fickle([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Note(context, "run");
        return Seen[context.InstanceId].Count % 2 == 1
            ? await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1)
            : int.Parse(await context.CallActivityAsync<string>(nameof(ActivityCases.AfterMilliseconds), 1), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Function(nameof(Replaying))]
    public static async Task<bool> Replaying([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), 1);
        return context.IsReplaying;
    }

    private static void Note(TaskOrchestrationContext context, string value) => Seen.GetOrAdd(context.InstanceId, static _ => []).Add(value);

    private static int Distinct(TaskOrchestrationContext context) => Seen[context.InstanceId].Distinct(StringComparer.Ordinal).Count();
}
