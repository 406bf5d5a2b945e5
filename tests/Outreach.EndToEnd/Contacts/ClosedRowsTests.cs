using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Outreach.EndToEnd.Lists;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;
using Xunit;

namespace Outreach.EndToEnd.Contacts;

/// <summary>Rows closed in a browser against the real host and its storage: what the ledger keeps comes back with the next opening.</summary>
public sealed class ClosedRowsTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task Close_InABrowser_IsKeptForTheNextOpeningAndMayBeUndone()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        using HttpClient http = HttpSignIn.Client(host.Address);
        Uri link = await LinkCommand.ReadAsync(http, host.Folder, Story.FirstDoctor, DemonstrationCampaign.Id, CancellationToken.None);
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();

        await ShowAsync(page, link);
        int rows = await page.GetByRole(AriaRole.Rowheader).CountAsync();
        await ButtonsOf(page, "Ne plus contacter").First.ClickAsync();
        await Assertions.Expect(page.Locator("tr.closed")).ToHaveCountAsync(1);
        string closed = await page.Locator("tr.closed th").InnerTextAsync();
        await page.GotoAsync("about:blank");
        await ShowAsync(page, link);

        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(rows);
        await Assertions.Expect(page.Locator("tr.closed th")).ToHaveTextAsync([closed]);
        await ButtonsOf(page, "Annuler").ClickAsync();
        await Assertions.Expect(page.Locator("tr.closed")).ToHaveCountAsync(0);
        watch.AssertNoError();
        await watch.AssertNothingKeptAsync(page);
    }

    private static async Task ShowAsync(IPage page, Uri link)
    {
        await page.GotoAsync(link.AbsoluteUri);
        IPage signIn = await page.Context.RunAndWaitForPageAsync(() => page.PushAsync("S’identifier"));
        await signIn.PushAsync("Dr TEST Un");
        await Assertions.Expect(page.Locator(".done")).ToBeVisibleAsync();
        await page.PushAsync("Afficher la liste");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }

    /// <summary>A button's name begins with what it does, and goes on with whose row it is.</summary>
    private static ILocator ButtonsOf(IPage page, string does) => page.Locator($".closure button[aria-label^='{does}, ']");
}
