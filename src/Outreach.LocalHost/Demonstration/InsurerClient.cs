using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Outreach.LocalHost.Demonstration;

/// <summary>The insurer's staff over HTTP.</summary>
public sealed class InsurerClient(HttpClient http, string accessToken)
{
    /// <summary>Opens a campaign, from now for sixty days.</summary>
    public async Task<HttpStatusCode> OpenCampaignAsync(string campaign, string title, DateTimeOffset opensAt)
    {
        var body = new { Id = campaign, Title = title, OpensAt = opensAt, EndsAt = opensAt.AddDays(60) };
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "api/campaigns", JsonContent.Create(body));
        return response.StatusCode;
    }

    public async Task<HttpStatusCode> CloseCampaignAsync(string campaign)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, $"api/campaigns/{campaign}/closure", content: null);
        return response.StatusCode;
    }

    /// <summary>The campaign as the insurer sees it.</summary>
    public async Task<JsonElement> GetCampaignAsync(string campaign)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"api/campaigns/{campaign}", content: null);
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the campaign answered {(int)response.StatusCode}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await http.SendAsync(request);
    }
}
