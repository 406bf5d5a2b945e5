using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;
using Outreach.Core.Register.Updates;

namespace Outreach.LocalHost.Demonstration;

/// <summary>The insurer's staff over HTTP.</summary>
public sealed class InsurerClient(HttpClient http, string accessToken)
{
    private const int ClosingPolls = 120;

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

    /// <summary>Until its lists are destroyed and its key is gone.</summary>
    public async Task WaitUntilClosedAsync(string campaign, CancellationToken cancellationToken)
    {
        string state = "";
        for (int poll = 0; poll < ClosingPolls && state != "Closed"; poll++)
        {
            state = (await GetCampaignAsync(campaign)).GetProperty("state").GetString() ?? "";
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken);
        }

        StepFailedException.Require(state == "Closed", $"the campaign is {state}");
    }

    /// <summary>The campaign as the insurer sees it.</summary>
    public async Task<JsonElement> GetCampaignAsync(string campaign)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"api/campaigns/{campaign}", content: null);
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the campaign answered {(int)response.StatusCode}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>What is counted of a campaign's contacts, as it came over the wire.</summary>
    public async Task<string> CountContactsAsync(string campaign)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"api/campaigns/{campaign}/contacts", content: null);
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the counts answered {(int)response.StatusCode}");
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Says of people what they are now; how many were applied.</summary>
    public async Task<int> UpdateRegisterAsync(string campaign, params IReadOnlyList<SyntheticPerson> people)
    {
        var body = new
        {
            People = people.Select(person => ExtractColumns.All
                .Zip(ExtractWriter.Fields(person.Person, person.TreatingDoctors))
                .ToDictionary(StringComparer.Ordinal)),
        };
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, $"api/campaigns/{campaign}/register/updates", JsonContent.Create(body));
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the update answered {(int)response.StatusCode}");
        return (await response.Content.ReadFromJsonAsync<RegisterUpdateOutcome>())!.Applied;
    }

    /// <summary>Objects on a person's behalf.</summary>
    public async Task<ObjectionReceipt> ObjectAsync(string campaign, InsuredPerson person)
    {
        using HttpResponseMessage response = await SendObjectionAsync(campaign, person);
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the objection answered {(int)response.StatusCode}");
        return (await response.Content.ReadFromJsonAsync<ObjectionReceipt>())!;
    }

    /// <summary>Tries to object on a person's behalf; the status, and the code of the problem if there is one.</summary>
    public async Task<(HttpStatusCode Status, string Code)> TryObjectAsync(string campaign, InsuredPerson person)
    {
        using HttpResponseMessage response = await SendObjectionAsync(campaign, person);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, answer.TryGetProperty("code", out JsonElement code) ? code.GetString() ?? "" : "");
    }

    private Task<HttpResponseMessage> SendObjectionAsync(string campaign, InsuredPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var body = new ObjectionBody(person.Id.System, person.Id.Number, person.BirthDate.ToString("O", CultureInfo.InvariantCulture));
        return SendAsync(HttpMethod.Post, $"api/campaigns/{campaign}/objections", JsonContent.Create(body));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await http.SendAsync(request);
    }
}
