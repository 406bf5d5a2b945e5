using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.SignIn;
using Xunit;

namespace Outreach.EndToEnd;

/// <summary>An agent of the insurer, or one of its systems, over HTTP; whatever is refused fails the test.</summary>
internal sealed class AgentClient(HttpClient http, string token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<AgentClient> SignInAsync(HttpClient http, string person) =>
        new(http, await HttpSignIn.SignInAsync(http, new Uri(http.BaseAddress!, DevelopmentSignIn.Agents + "/"), person, CancellationToken.None));

    public InsurerClient AsInsurer() => new(http, token);

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <param name="key">Of idempotency, where the call has one.</param>
    public Task<JsonElement> PostAsync(string path, object? body = null, string? key = null) => SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), key);

    public Task<JsonElement> PostCsvAsync(string path, string csv) => SendAsync(HttpMethod.Post, path, new StringContent(csv, Encoding.UTF8, "text/csv"));

    public async Task PutAsync(string path, byte[] content) => (await RawAsync(HttpMethod.Put, path, new ByteArrayContent(content))).Dispose();

    public async Task<string> ReadTextAsync(string path)
    {
        using HttpResponseMessage response = await RawAsync(HttpMethod.Get, path);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Asks again and again, until the answer is the one that is waited for.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isThere)
    {
        long begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            JsonElement answer = await GetAsync(path);
            if (isThere(answer))
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"{path} still answers {answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    /// <summary>Asks for what will be refused; the problem's code.</summary>
    public async Task<string?> PostInVainAsync(string path, object body)
    {
        using HttpRequestMessage request = Request(HttpMethod.Post, path, JsonContent.Create(body));
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.False(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}");
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? key = null)
    {
        using HttpResponseMessage response = await RawAsync(method, path, content, key);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, HttpContent? content = null, string? key = null)
    {
        using HttpRequestMessage request = Request(method, path, content);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        HttpResponseMessage response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return response;
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content) =>
        new(method, path) { Content = content, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
}
