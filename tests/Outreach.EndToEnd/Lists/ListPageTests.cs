using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Xunit;

namespace Outreach.EndToEnd.Lists;

/// <summary>The page behind the secure link, in a real browser, against answers that a test controls.</summary>
public sealed class ListPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private readonly SampleList _list = new();
    private StubSite _site = null!;

    public async Task InitializeAsync() => _site = await StubSite.StartAsync(_list);

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [ChromiumFact]
    [Trait("threat", "62")]
    [Trait("threat", "65")]
    [Trait("threat", "19")]
    public async Task Reveal_TheWholeLink_ShowsTheRowsAndLeavesNothingBehind()
    {
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();

        await page.GotoAsync(_site.Link.AbsoluteUri);
        await page.ShootAsync("fr-1-link");
        await page.SignInAsync("S’identifier");
        await page.ShootAsync("fr-2-signed-in");
        await page.PushAsync("Afficher la liste");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Vos patients à informer" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync(["Martin", "Colonna", "Payet", "D’Héricourt-Lœillet", SampleList.HostileName]);
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "12/03/1957" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("5 personnes", new() { Exact = true }).First).ToBeVisibleAsync();
        await page.ShootAsync("fr-3-list");
        Assert.Equal("", new Uri(page.Url).Fragment);
        Assert.Single(context.Pages);
        Assert.Equal(1, _site.Calls.Count(call => call.StartsWith("POST", StringComparison.Ordinal)));
        Assert.DoesNotContain(watch.Urls, url => new Uri(url).Query.Contains(_list.LinkShare, StringComparison.Ordinal));
        watch.AssertQuiet(_site.Origins);
        await watch.AssertNothingKeptAsync(page);
    }

    [ChromiumFact]
    public async Task Delete_Confirmed_ShowsTheReceiptAndTakesTheAttestation()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(_site.Link.AbsoluteUri);
        await page.ShootAsync("en-1-link");
        await page.SignInAsync("Sign in");
        await page.PushAsync("Show the list");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your patients to inform" })).ToBeVisibleAsync();
        await page.ShootAsync("en-2-list");

        await page.PushAsync("Delete the list…");
        await page.ShootAsync("en-3-confirm");
        await page.Keyboard.PressAsync("Escape");
        Assert.DoesNotContain(_site.Calls, call => call.StartsWith("DELETE", StringComparison.Ordinal));
        await page.PushAsync("Delete the list…");
        await page.PushAsync("Delete for good");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The list is deleted" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Martin")).ToHaveCountAsync(0);
        await page.ShootAsync("en-4-deleted");
        await page.GetByRole(AriaRole.Group, new() { Name = "Exports" }).GetByLabel("none").CheckAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Prints" }).GetByLabel("deleted").CheckAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Attest", Exact = true })).ToBeDisabledAsync();
        await page.GetByLabel("I attest").CheckAsync();
        await page.PushAsync("Attest");

        await Assertions.Expect(page.GetByText("Your attestation is recorded.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("9f86d081")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("60303ae2")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("0123-4567-89AB")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("dt:text-is('Exports attested') + dd")).ToHaveTextAsync("none");
        await Assertions.Expect(page.Locator("dt:text-is('Prints attested') + dd")).ToHaveTextAsync("deleted");
        await page.ShootAsync("en-5-attested");
        Assert.Equal(["DELETE", "PUT"], _site.Calls.Select(call => call.Split(' ')[0]).Where(method => method is "DELETE" or "PUT"));
        watch.AssertQuiet(_site.Origins);
        await watch.AssertNothingKeptAsync(page);
    }

    [ChromiumFact]
    [Trait("threat", "20")]
    public async Task Open_ByAScannerThatRunsScriptsAndDoesNotClick_ConsumesNothing()
    {
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        IPage page = await context.NewPageAsync();

        await page.GotoAsync(_site.Link.AbsoluteUri, new() { WaitUntil = WaitUntilState.NetworkIdle });

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "S’identifier" })).ToBeVisibleAsync();
        Assert.Equal([$"GET /l/{_list.Id.Value}"], _site.Calls);
    }

    [ChromiumFact]
    [Trait("threat", "63")]
    public async Task Leave_AndComeBack_ShowsNothingWithoutANewClick()
    {
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(_site.Link.AbsoluteUri);
        await page.RevealAsync();

        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "S’identifier" })).ToBeVisibleAsync();

        await page.RevealAsync();
        await page.GotoAsync("about:blank");
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).Not.ToBeEmptyAsync();
        await Assertions.Expect(page.GetByText("Martin")).ToHaveCountAsync(0);

        await page.ReloadAsync();
        await page.ExpectProblemAsync("link-missing");
        await page.GotoAsync(_site.Link.AbsoluteUri);
        IPage second = await context.NewPageAsync();
        await second.GotoAsync(_site.Link.AbsoluteUri);
        await Assertions.Expect(second.GetByRole(AriaRole.Button, new() { Name = "S’identifier" })).ToBeVisibleAsync();
        Assert.Equal(2, _site.Calls.Count(call => call.StartsWith("POST", StringComparison.Ordinal)));
    }

    [ChromiumFact]
    [Trait("threat", "64")]
    public async Task Reveal_ScriptInANameOrNumber_IsInert()
    {
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(_site.Link.AbsoluteUri);

        await page.RevealAsync();

        Assert.Equal("Liste de patients – accès sécurisé", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("td img, th img, td script, th script, a[href^='javascript']").CountAsync());
        await Assertions.Expect(page.GetByText("javascript:alert(1)")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    [Trait("threat", "37")]
    public async Task Reveal_TimeEndsWhileShown_TakesTheRowsAway()
    {
        await using StubSite site = await StubSite.StartAsync(new SampleList(life: TimeSpan.FromMinutes(30)));
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        IPage page = await context.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.GotoAsync(site.Link.AbsoluteUri);
        await page.RevealAsync();

        await page.Clock.FastForwardAsync("31:00");

        await page.ExpectProblemAsync("gone");
        await Assertions.Expect(page.GetByText("Martin")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Languages_Switched_ChangeEveryWordAndKeepThePlace()
    {
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(_site.Link.AbsoluteUri);
        await page.RevealAsync();

        await page.PushAsync("English");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your patients to inform" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Family name" })).ToBeVisibleAsync();
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(1, _site.Calls.Count(call => call.StartsWith("POST", StringComparison.Ordinal)));
    }

    [ChromiumFact]
    public async Task Reveal_OnANarrowScreen_ScrollsTheTableAndNotThePage()
    {
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        IPage page = await context.NewPageAsync();
        await page.SetViewportSizeAsync(360, 740);
        await page.GotoAsync(_site.Link.AbsoluteUri);
        await page.ShootAsync("fr-narrow-1-link");

        await page.RevealAsync();

        await page.ShootAsync("fr-narrow-2-list");
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
    }

    [ChromiumFact]
    public async Task Keyboard_Alone_OpensTheList()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(_site.Link.AbsoluteUri);

        await page.TabToAsync("Sign in");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Show the list" })).ToBeVisibleAsync();
        await page.TabToAsync("Show the list");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your patients to inform" })).ToBeFocusedAsync();
    }
}
