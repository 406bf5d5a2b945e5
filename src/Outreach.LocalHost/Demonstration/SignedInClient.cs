using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Outreach.LocalHost.Demonstration;

/// <summary>Somebody who signed in, over HTTP and JSON.</summary>
internal sealed class SignedInClient(HttpClient http, string accessToken)
{
    /// <param name="key">`Idempotency-Key`; null for none.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await http.SendAsync(request, cancellationToken);
    }

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => ReadAsync<T>(HttpMethod.Get, path, content: null, cancellationToken);

    /// <param name="body">Null for none.</param>
    /// <param name="key">`Idempotency-Key`; null for none.</param>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken, string? key = null) =>
        ReadAsync<T>(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), cancellationToken, key);

    /// <summary>What a call that succeeds answers.</summary>
    public async Task<T> ReadAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, string? key = null)
    {
        using HttpResponseMessage response = await SendAsync(method, path, content, cancellationToken, key);
        StepFailedException.Require(response.IsSuccessStatusCode, $"{method} answered {(int)response.StatusCode} {await CodeOfAsync(response, cancellationToken)}");
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken) ?? throw new StepFailedException("an answer was empty");
    }

    /// <summary>The status of a call that should be refused, and the code of its problem.</summary>
    /// <param name="body">Null for none.</param>
    public async Task<(HttpStatusCode Status, string Code)> TryPostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), cancellationToken);
        return (response.StatusCode, await CodeOfAsync(response, cancellationToken));
    }

    private static async Task<string> CodeOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return "";
        }

        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return problem.TryGetProperty("code", out JsonElement code) ? code.GetString() ?? "" : "";
    }
}
