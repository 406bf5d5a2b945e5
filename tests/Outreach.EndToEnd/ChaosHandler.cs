namespace Outreach.EndToEnd;

/// <summary>Kills the host while a chosen call is under way, and starts it again; the call is then made again, as a patient client would.</summary>
internal sealed class ChaosHandler(HostProcess host, Func<int, TimeSpan?> killDuring, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int _calls;

    public int Kills { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int call = ++_calls;
        if (killDuring(call) is not { } after)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        Task<HttpResponseMessage> sent = base.SendAsync(request, cancellationToken);
        await Task.Delay(after, TimeProvider.System, cancellationToken);
        host.Kill();
        Kills++;
        try
        {
            (await sent).Dispose();
        }
        catch (HttpRequestException)
        {
            // The answer was lost with the host.
        }

        await host.RestartAsync();
        throw new HttpRequestException("The host was killed during this call.");
    }
}
