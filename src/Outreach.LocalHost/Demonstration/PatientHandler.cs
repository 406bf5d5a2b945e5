namespace Outreach.LocalHost.Demonstration;

/// <summary>Repeats a call whose server is away for a moment: being restarted, or throttled by a dependency. Every call of the story may be made twice.</summary>
/// <param name="patience">With one call; null for ninety seconds.</param>
public sealed class PatientHandler(HttpMessageHandler inner, TimeProvider time, TimeSpan? patience = null) : DelegatingHandler(inner)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long begun = time.GetTimestamp();
        TimeSpan most = patience ?? Usual;
        while (true)
        {
            try
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                if ((int)response.StatusCode is not (429 or 500 or 502 or 503) || time.GetElapsedTime(begun) > most)
                {
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException) when (time.GetElapsedTime(begun) < most)
            {
                // Nobody listens: the host is being started again.
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
