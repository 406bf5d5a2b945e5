namespace Outreach.EndToEnd;

/// <summary>Keeps the tokens that go over the wire, and what was answered when something was refused.</summary>
internal sealed class Wiretap(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public HashSet<string> Tokens { get; } = new(StringComparer.Ordinal);

    public List<byte[]> Refusals { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization?.Parameter is { } token)
        {
            Tokens.Add(token);
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode >= 400)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            Refusals.Add(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        return response;
    }
}
