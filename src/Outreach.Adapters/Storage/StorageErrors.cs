using Azure;
using Outreach.Core;

namespace Outreach.Adapters.Storage;

/// <summary>The one place where Azure SDK errors become the exception that may be retried.</summary>
internal static class StorageErrors
{
    /// <summary>Whether another try may succeed: throttled, timed out, unavailable, or no answer at all (status 0).</summary>
    public static bool IsTransient(this RequestFailedException error) =>
        error.Status is 0 or 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Status and error code only: SDK messages can quote addresses and keys of rows.</summary>
    public static TransientDependencyException ToTransient(this RequestFailedException error, string dependency) =>
        new($"{dependency} answered {error.Status} ({error.ErrorCode ?? "no code"}).");

    /// <summary>Runs one storage call; transient errors come out as <see cref="TransientDependencyException"/>, others unchanged.</summary>
    public static async Task<T> CallAsync<T>(string dependency, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException error) when (error.IsTransient())
        {
            throw error.ToTransient(dependency);
        }
    }
}
