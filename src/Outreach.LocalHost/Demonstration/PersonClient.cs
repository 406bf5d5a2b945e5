using System.Net;
using System.Net.Http.Json;
using Outreach.Core.Contacts;

namespace Outreach.LocalHost.Demonstration;

/// <summary>A person with the link of a message, over HTTP: no account, and the token in the body alone.</summary>
public sealed class PersonClient(HttpClient http, Uri link)
{
    public Task<ObjectionReceipt> ObjectAsync(CancellationToken cancellationToken) => PostAsync<ObjectionReceipt>("api/objections", cancellationToken);

    public Task<Statement> ReadStatementAsync(CancellationToken cancellationToken) => PostAsync<Statement>("api/statements", cancellationToken);

    /// <summary>What the link opens now.</summary>
    public async Task<HttpStatusCode> StatusOfAsync(CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("api/statements", new LinkBody(link.Fragment[1..]), cancellationToken);
        return response.StatusCode;
    }

    private async Task<T> PostAsync<T>(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(path, new LinkBody(link.Fragment[1..]), cancellationToken);
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the link answered {(int)response.StatusCode}");
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken) ?? throw new StepFailedException("an answer was empty");
    }
}
