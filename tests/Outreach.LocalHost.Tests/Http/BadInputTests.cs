using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Outreach.Functions.Http;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.SignIn;
using Xunit;

namespace Outreach.LocalHost.Tests.Http;

/// <summary>Every wrong request gets problem details (RFC 9457) with a stable code, and a sentence that says what to do.</summary>
public sealed class BadInputTests(RunningHost running) : IClassFixture<RunningHost>, IAsyncLifetime
{
    private const string Key = """{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}""";
    private const string Necessity = """{"code":"inform-unvaccinated"}""";
    private const string Campaign = "bad-input";
    private const string Closed = "bad-input-closed";

    private string _doctor = "";
    private string _agent = "";

    public async Task InitializeAsync()
    {
        _doctor = await running.SignInAsync(DevelopmentSignIn.Doctors, Story.FirstDoctor);
        _agent = await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent);
        var insurer = new InsurerClient(running.Http, _agent);
        await OpenAsync(insurer, Campaign);
        await OpenAsync(insurer, Closed);
        await insurer.CloseCampaignAsync(Closed);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("nowhere", "{\"necessity\":" + Necessity + ",\"deliveryKey\":" + Key + "}", 404, "campaigns.not-found")]
    [InlineData(Closed, "{\"necessity\":" + Necessity + ",\"deliveryKey\":" + Key + "}", 409, "campaigns.not-open")]
    [InlineData(Campaign, "{\"necessity\":" + Necessity + ",\"deliveryKey\":" + Key + "}", 409, "register.not-loaded")]
    [InlineData(Campaign, "{\"necessity\":{\"code\":\"curiosity\"},\"deliveryKey\":" + Key + "}", 400, "lists.necessity-not-accepted")]
    [InlineData(Campaign, "{\"deliveryKey\":" + Key + "}", 400, "lists.necessity-missing")]
    [InlineData(Campaign, "{\"necessity\":" + Necessity + "}", 400, "lists.delivery-key-missing")]
    [InlineData(Campaign, "{\"necessity\":" + Necessity + ",\"deliveryKey\":{\"kty\":\"EC\"}}", 400, "lists.delivery-key-invalid")]
    [InlineData(Campaign, "{\"necessity\":" + Necessity + ",\"deliveryKey\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\",\"d\":\"AAAA\"}}", 400, "lists.delivery-key-private")]
    [InlineData(Campaign, "{\"necessity\":" + Necessity + ",\"deliveryKey\":{\"\\ud800\":1}}", 400, "http.body-malformed")]
    [InlineData(Campaign, "{\"necessity\":" + Necessity + ",\"deliveryKey\":" + Key + ",\"practitioner\":\"99700245667\"}", 400, "http.body-malformed")]
    [InlineData(Campaign, """{"necessity":""", 400, "http.body-malformed")]
    [InlineData(Campaign, "", 400, "http.body-missing")]
    public async Task ListRequest_WithABodyThatIsWrong_SaysWhatToDo(string campaign, string body, int status, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await ExpectAsync(HttpMethod.Post, $"api/campaigns/{campaign}/list-requests", _doctor, content, status, code);
    }

    /// <summary>{0} and {1} are an hour and a day from now.</summary>
    [Theory]
    [InlineData("""{"id":"Bad Id","title":"x","opensAt":"{0}","endsAt":"{1}"}""", "campaigns.id-invalid")]
    [InlineData("""{"id":"good-id","title":"","opensAt":"{0}","endsAt":"{1}"}""", "campaigns.title-invalid")]
    [InlineData("""{"id":"good-id","title":"x","opensAt":"{1}","endsAt":"{0}"}""", "campaigns.period-invalid")]
    [InlineData("""{"id":"good-id","title":"x","opensAt":"{0}"}""", "campaigns.period-invalid")]
    [InlineData("""{"id":"good-id","title":"x","opensAt":"{0}","endsAt":"{1}","policy":{"acceptedReasons":[]}}""", "campaigns.reasons-invalid")]
    [InlineData("""{"id":"good-id","title":"x","opensAt":"{0}","endsAt":"{1}","policy":{"listLifetimeDays":32}}""", "campaigns.policy-invalid")]
    [InlineData("""{"id":"good-id","title":"x","opensAt":"{0}","endsAt":"{1}","policy":{"openingsPerList":0}}""", "campaigns.policy-invalid")]
    [InlineData("""{"id":"good-id","title":"x","opensAt":"{0}","endsAt":"tomorrow"}""", "http.body-malformed")]
    public async Task Campaign_ThatCannotBe_IsRefused(string body, string code)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string filled = body.Replace("{0}", Instant(now.AddHours(1)), StringComparison.Ordinal).Replace("{1}", Instant(now.AddDays(1)), StringComparison.Ordinal);
        using var content = new StringContent(filled, Encoding.UTF8, "application/json");

        await ExpectAsync(HttpMethod.Post, "api/campaigns", _agent, content, 400, code);
    }

    /// <summary>RFC 3339 has an offset: without one, a campaign would end by the clock of whatever machine reads it.</summary>
    [Theory]
    [InlineData("yyyy-MM-ddTHH:mm:ss")]
    [InlineData("yyyy-MM-dd")]
    public async Task Campaign_WhoseEndNamesNoOffset_IsRefused(string format)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string end = now.AddDays(7).ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        using var content = new StringContent($$"""{"id":"no-offset","title":"x","opensAt":"{{Instant(now)}}","endsAt":"{{end}}"}""", Encoding.UTF8, "application/json");

        await ExpectAsync(HttpMethod.Post, "api/campaigns", _agent, content, 400, "http.body-malformed");
    }

    [Theory]
    [InlineData(null, "en", "campaign")]
    [InlineData("fr-FR,fr;q=0.9,en;q=0.8", "fr", "campagne")]
    [InlineData("en-GB,fr;q=0.5", "en", "campaign")]
    public async Task Problem_ByTheCallersLanguage_IsEnglishOrFrench(string? accepted, string language, string word)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/campaigns/nowhere");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _agent);
        if (accepted is not null)
        {
            request.Headers.Add("Accept-Language", accepted);
        }

        using HttpResponseMessage response = await running.Http.SendAsync(request);
        JsonElement problem = await JsonSerializer.DeserializeAsync<JsonElement>(await response.Content.ReadAsStreamAsync());

        Assert.Equal(language, response.Content.Headers.ContentLanguage.Single());
        Assert.Contains(word, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("campaigns.not-found", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task ListRequest_OfAnotherContentType_Is415()
    {
        using var content = new StringContent("<xml/>", Encoding.UTF8, "application/xml");

        await ExpectAsync(HttpMethod.Post, $"api/campaigns/{Campaign}/list-requests", _doctor, content, 415, "http.not-json");
    }

    [Fact]
    public async Task ListRequest_TooLarge_Is413()
    {
        using var content = new StringContent(new string('x', JsonBody.LargestBody + 1), Encoding.UTF8, "application/json");

        await ExpectAsync(HttpMethod.Post, $"api/campaigns/{Campaign}/list-requests", _doctor, content, 413, "http.body-too-large");
    }

    [Fact]
    public async Task ListRequest_WithoutToken_Is401AndSaysHowToCome()
    {
        using HttpResponseMessage response = await ExpectAsync(HttpMethod.Post, $"api/campaigns/{Campaign}/list-requests", token: null, content: null, 401, code: null);

        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    /// <summary>The Functions host has no answer of its own for a wrong method but 404.</summary>
    [Fact]
    public async Task ListRequest_WithAnotherMethod_Is404()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/campaigns/{Campaign}/list-requests");
        using HttpResponseMessage response = await running.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [Trait("threat", "29")]
    [InlineData("GET", "api/campaigns/bad-input", true, 403)]
    [InlineData("POST", "api/campaigns", true, 403)]
    [InlineData("POST", "api/campaigns/bad-input/closure", true, 403)]
    [InlineData("POST", "api/campaigns/bad-input/list-requests", false, 404)]
    [InlineData("POST", "api/lists/00000000000000000000000000000000/openings", false, 404)]
    [InlineData("DELETE", "api/lists/00000000000000000000000000000000", false, 404)]
    public async Task Route_WithATokenOfTheOtherSide_IsRefused(string method, string path, bool doctor, int status) =>
        await ExpectAsync(new HttpMethod(method), path, doctor ? _doctor : _agent, content: null, status, code: null);

    /// <summary>Ids name things, never places: whatever else they hold, the answer is that there is none.</summary>
    [Theory]
    [Trait("threat", "9")]
    [InlineData("api/list-requests/..%2f..%2fcampaigns")]
    [InlineData("api/list-requests/' or PartitionKey ne '")]
    [InlineData("api/list-requests/00000000000000000000000000000000%0d%0aX: y")]
    public async Task Id_ThatIsNone_FindsNothing(string path) =>
        await ExpectAsync(HttpMethod.Get, path, _doctor, content: null, 404, code: null);

    private static async Task OpenAsync(InsurerClient insurer, string campaign)
    {
        HttpStatusCode opened = await insurer.OpenCampaignAsync(campaign, "Bad input", TimeProvider.System.GetUtcNow().AddDays(-1));
        Assert.True(opened is HttpStatusCode.Created or HttpStatusCode.Conflict, $"opening {campaign} answered {(int)opened}");
    }

    private static string Instant(DateTimeOffset time) => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> ExpectAsync(HttpMethod method, string path, string? token, HttpContent? content, int status, string? code)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        HttpResponseMessage response = await running.Http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();

        Assert.True(status == (int)response.StatusCode, $"answered {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.True(problem.GetProperty("detail").GetString()!.Length > 20, "the problem says nothing");
        if (code is not null)
        {
            Assert.EndsWith(code, problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        }

        return response;
    }
}
