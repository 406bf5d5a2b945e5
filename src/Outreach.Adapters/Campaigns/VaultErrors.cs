using System.Globalization;
using Azure;
using Outreach.Adapters.Storage;

namespace Outreach.Adapters.Campaigns;

/// <summary>The one place where errors of the vault become the exception that may be retried, with the time the vault asked to be left alone.</summary>
internal static class VaultErrors
{
    /// <summary>A vault that asks for more is not obeyed blindly: somebody waits.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(10);

    public static Task<T> CallAsync<T>(Func<Task<T>> call) => StorageErrors.CallAsync("The key vault", call, RetryAfter);

    /// <summary>In whole seconds or as a date (RFC 9110, 10.2.3); the vault sends seconds.</summary>
    private static TimeSpan? RetryAfter(RequestFailedException error) =>
        error.GetRawResponse() is { } response
        && response.Headers.TryGetValue("Retry-After", out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestRetryAfter.TotalSeconds))
            : null;
}
