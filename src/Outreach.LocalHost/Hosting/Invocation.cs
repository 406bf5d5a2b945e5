using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.LocalHost.Hosting;

/// <summary>One call of a function.</summary>
/// <param name="Trigger">The value of the trigger parameter.</param>
/// <param name="Http">Of an HTTP function, its request.</param>
/// <param name="Input">The value of an orchestrator's bound input, read as its parameter's type.</param>
public sealed record Invocation(FunctionEntry Function, object? Trigger, HttpContext? Http = null, Func<Type, object?>? Input = null)
{
    /// <summary>Given the result, outside the application's middleware and before its services are gone.</summary>
    public Func<object?, Task>? Answer { get; init; }

    /// <summary>Which try this is.</summary>
    public RetryContext Retry { get; init; } = new Try(0, 0);

    /// <param name="number">0 is the first.</param>
    public sealed class Try(int number, int most) : RetryContext
    {
        public override int RetryCount => number;

        public override int MaxRetryCount => most;
    }
}
