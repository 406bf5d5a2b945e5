using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Outreach.EndToEnd.Lists;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;
using Xunit;

namespace Outreach.EndToEnd;

/// <summary>The whole way of a doctor's browser: the real host, its sign-in, its storage, and the link that the demonstration campaign gives.</summary>
public sealed class DemonstrationLinkTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    [Trait("threat", "19")]
    public async Task Link_OpenedInABrowser_ShowsTheOwnPatientsAndDeletesThem()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        using HttpClient http = HttpSignIn.Client(host.Address);
        Uri link = await LinkCommand.ReadAsync(http, host.Folder, Story.FirstDoctor, DemonstrationCampaign.Id, CancellationToken.None);
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();

        await page.GotoAsync(link.AbsoluteUri);
        IPage signIn = await context.RunAndWaitForPageAsync(() => page.PushAsync("S’identifier"));
        await signIn.PushAsync("Dr TEST Un");
        await Assertions.Expect(page.Locator(".done")).ToBeVisibleAsync();
        await page.PushAsync("Afficher la liste");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Vos patients à informer" })).ToBeVisibleAsync();
        await page.ShootAsync("real-1-list");
        int rows = await page.GetByRole(AriaRole.Rowheader).CountAsync();
        Assert.True(rows > 10, $"{rows} rows are shown.{Environment.NewLine}{host.Output}");
        await page.PushAsync("Supprimer la liste…");
        await page.PushAsync("Supprimer définitivement");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "La liste est supprimée" })).ToBeVisibleAsync();
        await page.ShootAsync("real-2-deleted");
        Assert.Equal("", new Uri(page.Url).Fragment);
        Assert.DoesNotContain(watch.Urls, url => url.Contains(link.Fragment[1..], StringComparison.Ordinal));
        await watch.AssertNothingKeptAsync(page);
    }
}
