using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Outreach.EndToEnd.Lists;
using Outreach.LocalHost;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;
using Xunit;

namespace Outreach.EndToEnd.Contacts;

/// <summary>The whole way of a person: the real host and its storage, the link of a message, a browser.</summary>
public sealed class ContactPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    [Trait("threat", "18")]
    [Trait("threat", "19")]
    [Trait("threat", "20")]
    [Trait("threat", "62")]
    [Trait("threat", "68")]
    public async Task Link_OpenedInABrowser_ObjectsReadsAndWithdrawsByClicksAlone()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        await using LocalServices services = await LocalServices.StartAsync(host.Folder, host.Address, static _ => { }, CancellationToken.None);
        Uri link = (await ContactLinkCommand.ReadAsync(services.Provider, 1, DemonstrationCampaign.Id, CancellationToken.None))!;
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();

        await page.GotoAsync(link.AbsoluteUri);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Je m’oppose", Exact = true })).ToBeVisibleAsync();
        await page.ShootAsync("contact-1-link");
        await page.AssertAccessibleAsync();
        Assert.Equal("", new Uri(page.Url).Fragment);
        Assert.DoesNotContain(watch.Urls, url => url.Contains("/api/", StringComparison.Ordinal));

        await page.PushAsync("Je m’oppose");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Votre opposition est enregistrée" })).ToBeVisibleAsync();
        string number = (await page.Locator("dt:text-is('Numéro') + dd").TextContentAsync())!;
        await page.ShootAsync("contact-2-objected");
        await page.AssertAccessibleAsync();
        await page.PushAsync("Afficher ce qui est conservé sur moi");
        await Assertions.Expect(page.GetByText($"reçu {number}")).ToBeVisibleAsync();
        await page.ShootAsync("contact-3-statement");
        await page.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My rights" })).ToBeVisibleAsync();
        await page.PushAsync("Withdraw my objection");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your objection is withdrawn" })).ToBeVisibleAsync();
        await page.ShootAsync("contact-4-withdrawn");
        await page.AssertAccessibleAsync();

        watch.AssertQuiet(host.Address);
        await watch.AssertNothingKeptAsync(page);
        await AssertNowhereAsync(host, watch, link.Fragment[1..]);
    }

    [ChromiumFact]
    [Trait("threat", "17")]
    [Trait("threat", "18")]
    [Trait("threat", "66")]
    public async Task Link_MissingCutOrForeign_SaysSoAndOffersNothing()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        await using LocalServices services = await LocalServices.StartAsync(host.Folder, host.Address, static _ => { }, CancellationToken.None);
        Uri link = (await ContactLinkCommand.ReadAsync(services.Provider, 1, DemonstrationCampaign.Id, CancellationToken.None))!;
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        string[] pieces = link.AbsoluteUri.Split('.');

        await page.GotoAsync(link.GetLeftPart(UriPartial.Path));
        await page.ExpectProblemAsync("link-missing");
        await page.AssertAccessibleAsync();
        await page.GotoAsync(link.AbsoluteUri[..^3] + ".");
        await page.ExpectProblemAsync("link-invalid");
        Assert.Equal(0, await page.Locator("main button").CountAsync());

        // Whole in shape, and nobody's: only the server can tell.
        await page.GotoAsync("about:blank");
        await page.GotoAsync(string.Join('.', [.. pieces[..^1], "AAAAAAAAAAAAAAAAAAAAAA"]));
        await page.PushAsync("I object");
        await page.ExpectProblemAsync("link-invalid");
        await page.AssertAccessibleAsync();
    }

    [Fact]
    [Trait("threat", "20")]
    public async Task Routes_AskedByScannersOrWithoutARole_ChangeAndTellNothing()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        using HttpClient http = HttpSignIn.Client(host.Address);
        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options })
        {
            foreach (string path in new[] { "api/objections", "api/objections/withdrawals", "api/statements", $"api/campaigns/{DemonstrationCampaign.Id}/objections" })
            {
                using var request = new HttpRequestMessage(method, path);
                using HttpResponseMessage answer = await http.SendAsync(request);
                Assert.False(answer.IsSuccessStatusCode, $"{method} {path}");
            }
        }

        string manager = await HttpSignIn.SignInAsync(http, new Uri(host.Address, "dev/sign-in/insurer/"), "agent-1", CancellationToken.None);
        string agent = await HttpSignIn.SignInAsync(http, new Uri(host.Address, "dev/sign-in/insurer/"), "agent-4", CancellationToken.None);
        Assert.Equal(HttpStatusCode.Unauthorized, await RecordAsync(http, token: null));
        Assert.Equal(HttpStatusCode.Forbidden, await RecordAsync(http, manager));
        Assert.Equal(HttpStatusCode.OK, await RecordAsync(http, agent));
    }

    private static async Task<HttpStatusCode> RecordAsync(HttpClient http, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/campaigns/{DemonstrationCampaign.Id}/objections");
        request.Content = JsonContent.Create(new { system = "1.2.250.1.213.1.4.11", number = "253072B07300470", birthDate = "1953-07-01" });
        request.Headers.Authorization = token is null ? null : new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>The token and its parts are in no address, file of the storage, or line that the host printed.</summary>
    private static async Task AssertNowhereAsync(HostProcess host, BrowserWatch watch, string token)
    {
        string secret = token.Split('.')[3];
        Assert.DoesNotContain(watch.Urls.Skip(1), url => url.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, host.Output, StringComparison.Ordinal);
        string[] files = Directory.GetFiles(Path.Combine(host.Folder.Path, "azurite"), "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 3, "the storage folder is not where this test looks");
        foreach (string file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            Assert.False(content.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, Path.GetFileName(file));
        }
    }
}
