using Outreach.LocalHost.Demonstration;

namespace Outreach.EndToEnd;

/// <summary>Takes each answer to its end before it is one: what a kill cut short is asked for again by a patient client.</summary>
internal sealed class WholeAnswerHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Longer than a host that is killed again and again keeps one call waiting, on a machine that is busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>A client that asks until it has a whole answer.</summary>
    public static HttpClient CreateClient(Uri address) =>
        new(new PatientHandler(new WholeAnswerHandler(new SocketsHttpHandler { AllowAutoRedirect = false }), TimeProvider.System, Patience))
        {
            BaseAddress = address,
            Timeout = Patience * 2,
        };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch (HttpRequestException)
        {
            response.Dispose();
            throw;
        }
    }
}
