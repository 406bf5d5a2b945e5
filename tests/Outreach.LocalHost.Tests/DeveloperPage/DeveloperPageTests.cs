using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.Deletion;
using Outreach.LocalHost.DeveloperPage;
using Outreach.LocalHost.Timers;
using Xunit;

namespace Outreach.LocalHost.Tests.DeveloperPage;

/// <summary>The page of the whole host: its files, its headers, whom it answers, and what the product looks like on it.</summary>
public sealed class DeveloperPageTests(RunningHost running) : IClassFixture<RunningHost>
{
    public static TheoryData<string, string> Paths => new()
    {
        { "GET", "dev" },
        { "GET", "dev/assets/main.js" },
        { "GET", "dev/assets/nothing.js" },
        { "GET", "dev/outbox" },
        { "GET", "dev/api/outbox" },
        { "GET", "dev/api/functions" },
        { "GET", "dev/api/timers" },
        { "GET", "dev/api/orchestrations" },
        { "GET", "dev/api/orchestrations/timeline?instanceId=nobody" },
        { "POST", "dev/api/timers/run?name=EnforceDeletionFunction" },
        { "POST", "dev/api/orchestrations/raise-event?instanceId=nobody&eventName=Go" },
        { "POST", "dev/api/orchestrations/terminate?instanceId=nobody" },
        { "POST", "dev/api/orchestrations/suspend?instanceId=nobody" },
        { "POST", "dev/api/orchestrations/resume?instanceId=nobody" },
        { "POST", "dev/api/orchestrations/purge?instanceId=nobody" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Answer_OfEveryPath_IsNeverKeptFramedOrReadByOthers(string method, string path)
    {
        using HttpResponseMessage response = await SendAsync(method, path, (CallerPolicy.Header, "test"));

        Assert.True(response.Headers.CacheControl?.NoStore);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    /// <summary>A name that somebody lets point here (DNS rebinding) must not make this page that site's.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Answer_UnderAForeignName_IsRefused(string method, string path)
    {
        using HttpResponseMessage response = await SendAsync(
            method, path, (CallerPolicy.Header, "test"), ("Sec-Fetch-Site", "same-origin"), ("Host", $"rebound.test:{running.Host.Address.Port}"));

        await AssertProblemAsync(response, HttpStatusCode.Forbidden, "dev.foreign-host");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Change_ThatNothingProvesToComeFromThePage_IsRefused(string method, string path)
    {
        if (method == "GET")
        {
            return;
        }

        using HttpResponseMessage plain = await SendAsync(method, path);
        using HttpResponseMessage crossSite = await SendAsync(method, path, ("Sec-Fetch-Site", "cross-site"), ("Origin", "http://evil.test"));
        using HttpResponseMessage otherPort = await SendAsync(method, path, ("Sec-Fetch-Site", "same-site"), ("Origin", "http://127.0.0.1:1"));

        await AssertProblemAsync(plain, HttpStatusCode.Forbidden, "dev.unproven-caller");
        await AssertProblemAsync(crossSite, HttpStatusCode.Forbidden, "dev.foreign-site");
        await AssertProblemAsync(otherPort, HttpStatusCode.Forbidden, "dev.foreign-site");
    }

    /// <summary>A preflight is how a browser asks on another site's behalf: no word of it is answered.</summary>
    [Fact]
    public async Task Preflight_OfAnotherSite_AllowsNothing()
    {
        using HttpResponseMessage response = await SendAsync(
            "OPTIONS",
            "dev/api/orchestrations/purge?instanceId=nobody",
            ("Origin", "http://evil.test"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", CallerPolicy.Header));

        Assert.False(response.IsSuccessStatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Page_AndEveryFileItIsMadeOf_AreServedAsWhatTheyAre()
    {
        using HttpResponseMessage page = await SendAsync("GET", "dev");
        string html = await page.Content.ReadAsStringAsync();
        string[] names = [.. new DeveloperPageAssets().Names.Where(name => name is not (DeveloperPageAssets.Page or DeveloperPageAssets.Outbox))];

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.True(names.Length > 8, "the page's files are not embedded");
        foreach (string name in names)
        {
            using HttpResponseMessage file = await SendAsync("GET", $"dev/assets/{name}");
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal(
                Path.GetExtension(name) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "image/svg+xml" },
                file.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Functions_OfTheProduct_AreThereWithTheRoutesThatAnswer()
    {
        JsonElement body = await ReadAsync("dev/api/functions");
        Dictionary<string, JsonElement> functions = body.GetProperty("functions").EnumerateArray()
            .ToDictionary(function => function.GetProperty("name").GetString()!, StringComparer.Ordinal);

        Assert.Equal("Outreach", body.GetProperty("hub").GetString());
        Assert.Equal(running.Host.Functions.Functions.Select(function => function.Name).Order(StringComparer.Ordinal), functions.Keys.Order(StringComparer.Ordinal));
        JsonElement deletion = functions["DeleteListFunction"];
        Assert.Equal(
            ("/api/lists/{list}", "DELETE", "Anonymous"),
            (deletion.GetProperty("route").GetString(), deletion.GetProperty("methods")[0].GetString(), deletion.GetProperty("authLevel").GetString()));
        Assert.Equal("orchestrationTrigger", functions["PrepareListOrchestrator"].GetProperty("trigger").GetString());
        Assert.All(functions.Values.Where(function => function.GetProperty("trigger").GetString() == "httpTrigger"), function =>
            Assert.StartsWith("/", function.GetProperty("route").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timer_RunByHand_SaysWhenItRanAndWhenItRunsNext()
    {
        const string Name = nameof(EnforceDeletionFunction);
        JsonElement before = await TimerAsync(Name);

        using HttpResponseMessage response = await SendAsync("POST", $"dev/api/timers/run?name={Name}", ("Origin", running.Host.Address.GetLeftPart(UriPartial.Authority)));
        TimerFunctions timers = running.Host.Services.GetRequiredService<TimerFunctions>();
        for (int wait = 0; wait < 600 && timers.Views.Single(timer => timer.Name == Name) is { Last: null } or { IsRunning: true }; wait++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        JsonElement after = await TimerAsync(Name);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("0 */5 * * * *", before.GetProperty("schedule").GetString());
        Assert.EndsWith("Z", before.GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("Z", after.GetProperty("last").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, after.GetProperty("lastError").ValueKind);
    }

    [Theory]
    [InlineData("name=nobody", HttpStatusCode.NotFound, "dev.no-such-timer")]
    [InlineData("name=PrepareListOrchestrator", HttpStatusCode.NotFound, "dev.no-such-timer")]
    [InlineData("", HttpStatusCode.BadRequest, "dev.parameter-missing")]
    public async Task Timer_ThatIsNone_CannotBeRun(string parameters, HttpStatusCode status, string code)
    {
        using HttpResponseMessage response = await SendAsync("POST", $"dev/api/timers/run?{parameters}", (CallerPolicy.Header, "test"));

        await AssertProblemAsync(response, status, code);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "dev.parameter-missing")]
    [InlineData("instanceId=nobody", HttpStatusCode.NotFound, "dev.no-such-instance")]
    [InlineData("instanceId=nobody&skip=-1", HttpStatusCode.BadRequest, "dev.parameter-invalid")]
    [InlineData("instanceId=nobody&take=0", HttpStatusCode.BadRequest, "dev.parameter-invalid")]
    public async Task Timeline_AskedWrongly_SaysWhatIsRight(string parameters, HttpStatusCode status, string code)
    {
        using HttpResponseMessage response = await SendAsync("GET", $"dev/api/orchestrations/timeline?{parameters}");

        await AssertProblemAsync(response, status, code);
    }

    private async Task<JsonElement> TimerAsync(string name) =>
        (await ReadAsync("dev/api/timers")).EnumerateArray().Single(timer => timer.GetProperty("name").GetString() == name);

    private async Task<JsonElement> ReadAsync(string path)
    {
        using HttpResponseMessage response = await SendAsync("GET", path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await running.Http.SendAsync(request);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"answered {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("detail").GetString()!.Length > 20, "the problem says nothing");
    }
}
