using Microsoft.DurableTask;
using CoreFailedException = DurableTask.Core.Exceptions.TaskFailedException;
using CoreFailure = DurableTask.Core.FailureDetails;

namespace Outreach.LocalHost.Durable;

/// <summary>Retries are made of durable timers, so that a wait for the next attempt survives a restart.</summary>
internal sealed partial class LocalOrchestrationContext
{
    private Task<TResult> WithRetriesAsync<TResult>(TaskRetryOptions? retry, Func<Task<TResult>> attempt) => retry switch
    {
        { Policy: { } policy } => WithPolicyAsync(policy, attempt),
        { Handler: { } handler } => WithHandlerAsync(handler, attempt),
        _ => attempt(),
    };

    private async Task<TResult> WithPolicyAsync<TResult>(RetryPolicy policy, Func<Task<TResult>> attempt)
    {
        DateTime begun = CurrentUtcDateTime;
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (
                number < policy.MaxNumberOfAttempts
                && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || CurrentUtcDateTime < begun + policy.RetryTimeout)
                && policy.Handle(ToCore(failure)))
            {
                await CreateTimer(CurrentUtcDateTime + Delay(policy, number), CancellationToken.None);
            }
        }
    }

    private async Task<TResult> WithHandlerAsync<TResult>(AsyncRetryHandler handler, Func<Task<TResult>> attempt)
    {
        DateTime begun = CurrentUtcDateTime;
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure)
            {
                var context = new RetryContext(this, number, failure.FailureDetails, CurrentUtcDateTime - begun, CancellationToken.None);
                if (!await handler(context))
                {
                    throw;
                }
            }
        }
    }

    private static TimeSpan Delay(RetryPolicy policy, int attempt)
    {
        double milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return policy.MaxRetryInterval == Timeout.InfiniteTimeSpan || milliseconds < policy.MaxRetryInterval.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : policy.MaxRetryInterval;
    }

    /// <summary>A policy's handler is asked with the engine's own exception, as the SDK does.</summary>
    private static CoreFailedException ToCore(TaskFailedException failure) =>
        new(failure.Message) { FailureDetails = ToCore(failure.FailureDetails) };

    private static CoreFailure ToCore(TaskFailureDetails details) => new(
        details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? ToCore(inner) : null, isNonRetriable: false, details.Properties);
}
