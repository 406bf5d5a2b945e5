using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Conformance.Cases;

/// <summary>Retry policies and handlers: durable, bounded, asked with the failure.</summary>
public static class RetryCases
{
    private const string Policy = "durabletask-dotnet src/Abstractions/RetryPolicy.cs";
    private const string Handler = "durabletask-dotnet src/Abstractions/TaskOptions.cs, FromRetryHandler, and RetryContext.cs";

    /// <summary>Attempts by key: the activities of one host process share it.</summary>
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Attempts = new(StringComparer.Ordinal);


    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("retry-policy-tries-until-it-succeeds", Policy, "3", run => run.OutputAsync(nameof(RetryByPolicy), new RetryInput(run.Id("a"), Succeeds: 3, Attempts: 5))),
        new("retry-policy-stops-after-its-attempts", Policy, "\"failed after 2\"", run => run.OutputAsync(nameof(RetryAndCount), new RetryInput(run.Id("b"), Succeeds: 9, Attempts: 2))),
        new("retry-policy-that-handles-nothing-tries-once", Policy, "\"failed after 1\"", run => run.OutputAsync(nameof(RetryRefused), new RetryInput(run.Id("c"), Succeeds: 9, Attempts: 5))),
        new("retry-handler-decides-by-count", Handler, "\"failed after 3\"", run => run.OutputAsync(nameof(RetryByHandler), new RetryInput(run.Id("d"), Succeeds: 9, Attempts: 3))),
        new("retry-policy-waits-longer-each-time", Policy, "true", run => run.OutputAsync(nameof(RetryBackOff), new RetryInput(run.Id("f"), Succeeds: 3, Attempts: 3))),
        new("retry-policy-gives-up-when-its-time-is-over", Policy, "\"failed after 3\"", run => run.OutputAsync(nameof(RetryTimeout), new RetryInput(run.Id("g"), Succeeds: 9, Attempts: 9))),
        new("retry-handler-sees-the-failure", Handler, "\"not yet 1\"", run => run.OutputAsync(nameof(RetrySeen), new RetryInput(run.Id("h"), Succeeds: 9, Attempts: 9))),
        new("retry-handler-of-a-sub-orchestration", Handler, "2", run => run.OutputAsync(nameof(RetryChildByHandler), new RetryInput(run.Id("i"), Succeeds: 2, Attempts: 3))),
        new("retry-of-a-sub-orchestration", Policy, "2", run => run.OutputAsync(nameof(RetryChild), new RetryInput(run.Id("e"), Succeeds: 2, Attempts: 3))),
    ];

    /// <param name="Key">Counts attempts.</param>
    /// <param name="Succeeds">The attempt that succeeds.</param>
    /// <param name="Attempts">Attempts allowed.</param>
    public sealed record RetryInput(string Key, int Succeeds, int Attempts);

    [Function(nameof(RetryByPolicy))]
    public static Task<int> RetryByPolicy([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        return context.CallActivityAsync<int>(nameof(SucceedLater), input, TaskOptions.FromRetryPolicy(Quick(input.Attempts)));
    }

    [Function(nameof(RetryAndCount))]
    public static Task<string> RetryAndCount([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CountAsync(context, input, TaskOptions.FromRetryPolicy(Quick(input.Attempts)));
    }

    [Function(nameof(RetryRefused))]
    public static Task<string> RetryRefused([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CountAsync(context, input, TaskOptions.FromRetryPolicy(new RetryPolicy(input.Attempts, TimeSpan.FromMilliseconds(100)) { HandleFailure = _ => false }));
    }

    [Function(nameof(RetryByHandler))]
    public static Task<string> RetryByHandler([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CountAsync(context, input, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < input.Attempts));
    }

    [Function(nameof(RetryBackOff))]
    public static async Task<bool> RetryBackOff([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        DateTime begun = context.CurrentUtcDateTime;
        var policy = new RetryPolicy(input.Attempts, TimeSpan.FromSeconds(1), backoffCoefficient: 3);
        await context.CallActivityAsync<int>(nameof(SucceedLater), input, TaskOptions.FromRetryPolicy(policy));
        // One second, then three; the real engine's timers may be a second early each.
        return context.CurrentUtcDateTime - begun >= TimeSpan.FromSeconds(1.9);
    }

    [Function(nameof(RetryTimeout))]
    public static Task<string> RetryTimeout([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        // At the start, after five seconds, after ten, which is past seven; a second earlier each where timers are early.
        return CountAsync(context, input, TaskOptions.FromRetryPolicy(
            new RetryPolicy(input.Attempts, TimeSpan.FromSeconds(5), retryTimeout: TimeSpan.FromSeconds(7))));
    }

    [Function(nameof(RetrySeen))]
    public static async Task<string> RetrySeen([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        string seen = "";
        TaskOptions options = TaskOptions.FromRetryHandler(retry =>
        {
            seen = $"{retry.LastFailure.ErrorMessage} {retry.LastAttemptNumber}";
            return false;
        });
        try
        {
            await context.CallActivityAsync<int>(nameof(SucceedLater), input, options);
            return "succeeded";
        }
        catch (TaskFailedException)
        {
            return seen;
        }
    }

    [Function(nameof(RetryChildByHandler))]
    public static Task<int> RetryChildByHandler([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        return context.CallSubOrchestratorAsync<int>(nameof(TryOnce), input, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < input.Attempts));
    }

    [Function(nameof(RetryChild))]
    public static Task<int> RetryChild([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        return context.CallSubOrchestratorAsync<int>(nameof(TryOnce), input, TaskOptions.FromRetryPolicy(Quick(input.Attempts)));
    }

    [Function(nameof(TryOnce))]
    public static Task<int> TryOnce([OrchestrationTrigger] TaskOrchestrationContext context, RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.CallActivityAsync<int>(nameof(SucceedLater), input);
    }

    [Function(nameof(SucceedLater))]
    public static int SucceedLater([ActivityTrigger] RetryInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int attempt = Attempts.AddOrUpdate(input.Key, 1, (_, count) => count + 1);
        return attempt >= input.Succeeds ? attempt : throw new InvalidOperationException("not yet");
    }

    [Function(nameof(CountAttempts))]
    public static int CountAttempts([ActivityTrigger] string key) => Attempts.GetValueOrDefault(key);

    private static RetryPolicy Quick(int attempts) => new(attempts, TimeSpan.FromMilliseconds(100), backoffCoefficient: 2);

    private static async Task<string> CountAsync(TaskOrchestrationContext context, RetryInput input, TaskOptions options)
    {
        try
        {
            await context.CallActivityAsync<int>(nameof(SucceedLater), input, options);
            return "succeeded";
        }
        catch (TaskFailedException)
        {
            return $"failed after {await context.CallActivityAsync<int>(nameof(CountAttempts), input.Key)}";
        }
    }
}
