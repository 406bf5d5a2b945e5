using Microsoft.AspNetCore.Http;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Http;

/// <summary>How many requests are held and how many run, as host.json says.</summary>
internal sealed class RequestQueue(HttpSettings settings) : IDisposable
{
    /// <summary>The host tells the scale controller so; a caller sees it too.</summary>
    private const string ScaleOutHeader = "X-FUNCTION-SCALEOUT";

    private readonly SemaphoreSlim? _running = settings.MaxConcurrentRequests == HttpSettings.Unbounded ? null : new SemaphoreSlim(settings.MaxConcurrentRequests);
    private int _held;

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            if (Interlocked.Increment(ref _held) > settings.MaxOutstandingRequests && settings.MaxOutstandingRequests != HttpSettings.Unbounded)
            {
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                http.Response.Headers[ScaleOutHeader] = "1";
                return;
            }

            await RunAsync(http, next);
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    public void Dispose() => _running?.Dispose();

    private async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (_running is null)
        {
            await next(http);
            return;
        }

        await _running.WaitAsync(http.RequestAborted);
        try
        {
            await next(http);
        }
        finally
        {
            _running.Release();
        }
    }
}
