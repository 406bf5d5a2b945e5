using Microsoft.DurableTask;

namespace Outreach.Functions.Durable;

/// <summary>How activities are tried again: named transient failures, for about an hour, then the instance fails.</summary>
public static class ActivityRetry
{
    public static TaskOptions Options { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 12,
        firstRetryInterval: TimeSpan.FromSeconds(2),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(10)));
}
