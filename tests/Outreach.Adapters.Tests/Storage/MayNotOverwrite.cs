using System.Net;

namespace Outreach.Adapters.Tests.Storage;

/// <summary>Answers as a storage account does that refuses an identity without `write` to put a blob where there is one.</summary>
internal sealed class MayNotOverwrite() : DelegatingHandler(new SocketsHttpHandler())
{
    public int Refusals { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (!request.Headers.Contains("x-ms-blob-type") || response.StatusCode is not (HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed))
        {
            return response;
        }

        response.Dispose();
        Refusals++;
        var refused = new HttpResponseMessage(HttpStatusCode.Forbidden) { RequestMessage = request, Content = new ByteArrayContent([]) };
        refused.Headers.Add("x-ms-error-code", "UnauthorizedBlobOverwrite");
        return refused;
    }
}
