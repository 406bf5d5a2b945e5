namespace Outreach.Adapters.Tests.Storage;

/// <summary>A wire that breaks once between a service's answer and whoever waits for it.</summary>
internal sealed class LosesOneAnswer() : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>Set by a test; unset by the loss.</summary>
    public bool Armed { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (!Armed)
        {
            return response;
        }

        Armed = false;
        response.Dispose();
        throw new HttpRequestException("The connection broke before the answer came.");
    }
}
