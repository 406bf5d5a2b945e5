using Azure;
using Outreach.Core;

namespace Outreach.Adapters.Storage;

/// <summary>The one place where Azure SDK errors become the exception that may be retried.</summary>
internal static class StorageErrors
{
    /// <summary>Whether another try may succeed: throttled, timed out, unavailable, or no answer at all (status 0).</summary>
    public static bool IsTransient(this RequestFailedException error) =>
        error.Status is 0 or 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Runs one call; transient errors come out as <see cref="TransientDependencyException"/>, others unchanged.</summary>
    /// <param name="retryAfter">Reads from an error how long the dependency asked to be left alone.</param>
    public static async Task<T> CallAsync<T>(string dependency, Func<Task<T>> call, Func<RequestFailedException, TimeSpan?>? retryAfter = null)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException error) when (error.IsTransient())
        {
            // Status and error code only: SDK messages can quote addresses and keys of rows.
            throw new TransientDependencyException($"{dependency} answered {error.Status} ({error.ErrorCode ?? "no code"}).")
            {
                RetryAfter = retryAfter?.Invoke(error),
            };
        }
        catch (AggregateException errors) when (errors.InnerExceptions.All(NoAnswer))
        {
            // The SDK's own retries are used up, and none of them got an answer.
            throw new TransientDependencyException($"{dependency} did not answer.");
        }
    }

    private static bool NoAnswer(Exception error) => error is OperationCanceledException or RequestFailedException { Status: 0 };
}
