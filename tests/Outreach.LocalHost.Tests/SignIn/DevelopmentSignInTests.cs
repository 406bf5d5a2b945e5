using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Outreach.LocalHost.SignIn;
using Xunit;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.LocalHost.Tests.SignIn;

/// <summary>The development sign-in guards like a real provider, and the product believes each provider what it is trusted for.</summary>
public sealed class DevelopmentSignInTests(RunningHost running) : IClassFixture<RunningHost>
{
    private const string Redirect = "http://127.0.0.1:1/signed-in";
    private const string Verifier = "a-verifier-of-more-than-forty-three-characters-in-all";

    [Theory]
    [InlineData(DevelopmentSignIn.Agents, "agent-1", HttpStatusCode.OK)]
    [InlineData(DevelopmentSignIn.Agents, "agent-2", HttpStatusCode.OK)]
    [InlineData(DevelopmentSignIn.Doctors, "doctor-1", HttpStatusCode.Forbidden)]
    public async Task Campaigns_AreRead_ByTheInsurersPeopleAlone(string provider, string person, HttpStatusCode expected)
    {
        HttpStatusCode actual = await GetAsync("api/campaigns", await running.SignInAsync(provider, person));

        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(DevelopmentSignIn.Doctors, "doctor-1", HttpStatusCode.NotFound)]
    [InlineData(DevelopmentSignIn.Doctors, "weak-sign-in", HttpStatusCode.Unauthorized)]
    [InlineData(DevelopmentSignIn.Doctors, "not-a-doctor", HttpStatusCode.Forbidden)]
    [InlineData(DevelopmentSignIn.Agents, "agent-1", HttpStatusCode.NotFound)]
    public async Task Lists_AreForDoctorsWhoSignedInStrongly(string provider, string person, HttpStatusCode expected)
    {
        HttpStatusCode actual = await GetAsync($"api/list-requests/{new string('0', 32)}", await running.SignInAsync(provider, person));

        Assert.Equal(expected, actual);
    }

    /// <summary>The token of a browser that was signed in, after somebody else's card was put in.</summary>
    [Fact]
    [Trait("threat", "25")]
    public async Task Lists_WithAnotherCardUnderTheSameSub_AreRefused_AndBothDoctorsGoOn()
    {
        string path = $"api/list-requests/{new string('0', 32)}";
        string first = await running.SignInAsync(DevelopmentSignIn.Doctors, "doctor-1"), second = await running.SignInAsync(DevelopmentSignIn.Doctors, "doctor-2");
        string swapped = await running.SignInAsync(DevelopmentSignIn.Doctors, "swapped-card");
        await GetAsync(path, first);

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(path, swapped));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await GetAsync(path, first), await GetAsync(path, second)));
    }

    [Fact]
    public async Task Authorize_ToARedirectThatIsNotKnown_IsRefusedThere()
    {
        (HttpStatusCode status, _) = await AuthorizeAsync(redirect: "https://elsewhere.example/");

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Authorize_WithoutPkce_IsRefused()
    {
        (_, Uri? location) = await AuthorizeAsync(challenge: null);

        Assert.Null(location is null ? null : HttpUtility.ParseQueryString(location.Query)["code"]);
    }

    [Fact]
    public async Task Token_WithAnotherVerifier_IsRefused()
    {
        (_, Uri? location) = await AuthorizeAsync();
        string code = HttpUtility.ParseQueryString(location!.Query)["code"]!;

        Assert.Equal(HttpStatusCode.BadRequest, await ExchangeAsync(code, Verifier + "x"));
        Assert.Equal(HttpStatusCode.OK, await ExchangeAsync(code, Verifier));
    }

    [Fact]
    public async Task Page_ShowsPeopleToChooseFrom_AndKeepsNothing()
    {
        using HttpResponseMessage page = await running.Http.GetAsync($"{DevelopmentSignIn.Doctors}/authorize?{Query(Redirect, Verifier)}");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Dr TEST Un", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoStore);
    }

    private async Task<HttpStatusCode> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await running.Http.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<(HttpStatusCode Status, Uri? Location)> AuthorizeAsync(string redirect = Redirect, string? challenge = Verifier)
    {
        using var form = new StringContent($"{Query(redirect, challenge)}&person=doctor-1", Encoding.ASCII, "application/x-www-form-urlencoded");
        using HttpResponseMessage response = await running.Http.PostAsync($"{DevelopmentSignIn.Doctors}/authorize", form);
        return (response.StatusCode, response.Headers.Location);
    }

    private async Task<HttpStatusCode> ExchangeAsync(string code, string verifier)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = DevelopmentSignIn.LoopbackClient,
            ["redirect_uri"] = Redirect,
            ["code"] = code,
            ["code_verifier"] = verifier,
        });
        using HttpResponseMessage response = await running.Http.PostAsync($"{DevelopmentSignIn.Doctors}/token", form);
        return response.StatusCode;
    }

    private static string Query(string redirect, string? challenge)
    {
        string query = $"client_id={DevelopmentSignIn.LoopbackClient}&response_type=code&scope=openid&state=s&redirect_uri={Uri.EscapeDataString(redirect)}";
        return challenge is null
            ? query
            : $"{query}&code_challenge_method=S256&code_challenge={Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(challenge)))}";
    }
}
