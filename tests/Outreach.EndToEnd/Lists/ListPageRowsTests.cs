using System.Text.Json;
using Microsoft.Playwright;
using Outreach.Core.Lists;
using Outreach.EndToEnd.Browser;
using Xunit;

namespace Outreach.EndToEnd.Lists;

/// <summary>Rows of a list that is shown: closed by a click, and hidden as soon as their people may not be informed.</summary>
public sealed class ListPageRowsTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private readonly SampleList _list = new();
    private StubSite _site = null!;
    private IBrowserContext? _context;

    public async Task InitializeAsync() => _site = await StubSite.StartAsync(_list);

    public async Task DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        await _site.DisposeAsync();
    }

    [ChromiumFact]
    [Trait("threat", "62")]
    [Trait("threat", "65")]
    public async Task Close_ByOneClick_StrikesTheRowAndMayBeUndone()
    {
        IPage page = await OpenAsync("fr-FR");
        var watch = new BrowserWatch(_context!);
        ILocator row = page.GetByRole(AriaRole.Row, new() { Name = "Martin" });

        await page.PushAsync("Ne plus contacter, Camille Martin");
        await Assertions.Expect(row).ToHaveClassAsync("closed");
        await Assertions.Expect(row).ToContainTextAsync("à ne plus contacter");
        await Assertions.Expect(page.GetByText("1 à ne plus contacter", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Camille Martin, à ne plus contacter");
        await page.ShootAsync("fr-rows-closed");
        await page.PushAsync("Annuler, Camille Martin");

        await Assertions.Expect(row).Not.ToHaveClassAsync("closed");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Camille Martin, de nouveau à contacter");
        Assert.Equal(
            [$"PUT /api/lists/{_list.Id.Value}/rows/{SampleList.RowOf(1)}/closure", $"DELETE /api/lists/{_list.Id.Value}/rows/{SampleList.RowOf(1)}/closure"],
            _site.Calls.Where(call => call.Contains("/closure", StringComparison.Ordinal)));
        Assert.Equal(1, Openings);
        watch.AssertQuiet(_site.Origins);
        await watch.AssertNothingKeptAsync(page);
    }

    [ChromiumFact]
    public async Task Reveal_RowsClosedBefore_AreStruckAndOnlyTheRecentMayBeUndone()
    {
        _list.Rows = _list.Rows with
        {
            Closed = [new RowClosure(SampleList.RowOf(1), TimeProvider.System.GetUtcNow().AddHours(3)), new RowClosure(SampleList.RowOf(2), UndoUntil: null)],
        };

        IPage page = await OpenAsync("en-GB");

        await Assertions.Expect(page.Locator("tr.closed")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo, Camille Martin" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ghjuvan Colonna" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("2 of your patients are not on this list: they are informed by somebody else.")).ToBeVisibleAsync();
        await page.ShootAsync("en-rows-closed-before");
    }

    [ChromiumFact]
    [Trait("threat", "55")]
    [Trait("threat", "58")]
    public async Task Shown_SomebodyIsWithdrawn_IsHiddenWithinAMinuteWithoutAnotherOpening()
    {
        IPage page = await OpenAsync("fr-FR", clock: true);
        await Assertions.Expect(page.GetByText("Colonna")).ToBeVisibleAsync();
        _list.Rows = _list.Rows with { Withdrawn = [.. _list.Rows.Withdrawn, SampleList.RowOf(2)] };

        await page.Clock.RunForAsync(60_000);

        await Assertions.Expect(page.GetByText("Colonna")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(5);
        await Assertions.Expect(page.GetByText("2 lignes ne sont plus affichées")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 ligne n’est plus affichée");
        Assert.Equal(1, Openings);
    }

    [ChromiumFact]
    public async Task Hidden_AsksNothing_AndAtOnceWhenItIsSeenAgain()
    {
        IPage page = await OpenAsync("fr-FR", clock: true);
        await SeenAsync(page, "hidden");
        _list.Rows = _list.Rows with { Withdrawn = [.. _list.Rows.Withdrawn, SampleList.RowOf(2)] };
        await page.Clock.RunForAsync(600_000);
        int asked = Questions;

        await SeenAsync(page, "visible");

        await Assertions.Expect(page.GetByText("Colonna")).ToHaveCountAsync(0);
        Assert.Equal((0, 1), (asked, Questions));
    }

    [ChromiumFact]
    public async Task Shown_SignInIsOver_KeepsTheListSaysSoAndGoesOnAfterSigningInAgain()
    {
        IPage page = await OpenAsync("fr-FR", clock: true);
        _site.RowRefusal = (401, "access.token-invalid");
        await page.PushAsync("Ne plus contacter, Camille Martin");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveAttributeAsync("data-problem", "sign-in-expired");
        await Assertions.Expect(page.GetByText("Colonna")).ToBeVisibleAsync();
        await page.ShootAsync("fr-rows-sign-in-over");

        _site.RowRefusal = null;
        await page.PushAsync("S’identifier");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Colonna")).ToBeVisibleAsync();
        Assert.Equal(1, Openings);
    }

    /// <summary>A card was swapped: the rows go before any answer comes, and so does the link. The same doctor's later token goes on.</summary>
    [ChromiumFact]
    [Trait("threat", "25")]
    [Trait("threat", "65")]
    public async Task Shown_AnotherDoctorSignsInInstead_DropsEverything()
    {
        _site.AccessToken = Token("99700218896", expires: 1);
        IPage page = await OpenAsync("fr-FR", clock: true);
        await RenewAsync(page, Token("99700218896", expires: 2));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Colonna")).ToBeVisibleAsync();
        int asked = Questions;

        await RenewAsync(page, Token("99700245667", expires: 3));

        await page.ExpectProblemAsync("sign-in-changed");
        await Assertions.Expect(page.GetByText("Colonna")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "S’identifier" })).ToHaveCountAsync(0);
        Assert.Equal(asked, Questions);
        await page.ShootAsync("fr-sign-in-changed");
    }

    [ChromiumFact]
    [Trait("threat", "25")]
    public async Task Shown_ServerMeetsAnotherIdentifier_TakesTheRowsAway()
    {
        IPage page = await OpenAsync("fr-FR", clock: true);
        _site.RowRefusal = (401, "access.sign-in-changed");

        await page.Clock.RunForAsync(60_000);

        await page.ExpectProblemAsync("sign-in-changed");
        await Assertions.Expect(page.GetByText("Colonna")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    [Trait("threat", "66")]
    public async Task Shown_ListIsDeletedElsewhere_TakesTheRowsAway()
    {
        IPage page = await OpenAsync("fr-FR", clock: true);
        _site.RowRefusal = (410, "lists.gone");

        await page.Clock.RunForAsync(60_000);

        await page.ExpectProblemAsync("gone");
        await Assertions.Expect(page.GetByText("Colonna")).ToHaveCountAsync(0);
    }

    /// <summary>A question of no return may be open while rows are withdrawn under it.</summary>
    [ChromiumFact]
    public async Task Shown_RowsChangeWhileDeletionIsConfirmed_KeepTheQuestion()
    {
        IPage page = await OpenAsync("fr-FR", clock: true);
        await page.PushAsync("Supprimer la liste…");
        _list.Rows = _list.Rows with { Withdrawn = [.. _list.Rows.Withdrawn, SampleList.RowOf(2)] };

        await page.Clock.RunForAsync(60_000);

        await Assertions.Expect(page.GetByText("Colonna")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.PushAsync("Supprimer définitivement");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "La liste est supprimée" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    [Trait("threat", "68")]
    public async Task Keyboard_Alone_ClosesARowAndStaysThere()
    {
        IPage page = await OpenAsync("en-GB");

        await page.TabToAsync("No longer to contact");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo, Camille Martin" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "No longer to contact, Camille Martin" })).ToBeFocusedAsync();
    }

    /// <summary>On a narrow screen the button is to the right of what is seen at first.</summary>
    [ChromiumFact]
    [Trait("threat", "68")]
    public async Task Close_OnANarrowScreen_StaysWhereTheTableWasScrolledTo()
    {
        IPage page = await OpenAsync("en-GB");
        await page.SetViewportSizeAsync(380, 800);
        await page.Locator(".table").EvaluateAsync("table => table.scrollTo({ left: table.scrollWidth })");
        double before = await page.Locator(".table").EvaluateAsync<double>("table => table.scrollLeft");

        await page.PushAsync("No longer to contact, Camille Martin");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo, Camille Martin" })).ToBeVisibleAsync();

        Assert.True(before > 100, "the table is wider than the screen");
        Assert.InRange(await page.Locator(".table").EvaluateAsync<double>("table => table.scrollLeft"), before - 30, before + 30);
        await page.ShootAsync("en-rows-narrow");
    }

    [ChromiumFact]
    [Trait("threat", "68")]
    public async Task Page_AtEveryStageWithRowsClosedAndTroubled_HasNothingThatAxeObjectsTo()
    {
        _list.Rows = _list.Rows with
        {
            Closed = [new RowClosure(SampleList.RowOf(1), TimeProvider.System.GetUtcNow().AddHours(3)), new RowClosure(SampleList.RowOf(2), UndoUntil: null)],
        };
        _context = await chromium.OpenAsync("fr-FR");
        IPage page = await _context.NewPageAsync();
        await page.GotoAsync(_site.Link.AbsoluteUri);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).Not.ToHaveCountAsync(0);
        await page.AssertAccessibleAsync();
        await page.SignInAsync("S’identifier");
        await page.AssertAccessibleAsync();
        await page.PushAsync("Afficher la liste");
        await Assertions.Expect(page.Locator("tr.closed")).ToHaveCountAsync(2);
        await page.AssertAccessibleAsync();
        _site.RowRefusal = (503, "http.unavailable");
        await page.PushAsync("Ne plus contacter, Marie-Thérèse Payet");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(1);
        await page.AssertAccessibleAsync();
        await page.PushAsync("Supprimer la liste…");
        await page.AssertAccessibleAsync();
        await page.PushAsync("Supprimer définitivement");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "La liste est supprimée" })).ToBeVisibleAsync();
        await page.AssertAccessibleAsync();
    }

    /// <summary>The sign-in is over; the reader signs in again, and gets this token.</summary>
    private async Task RenewAsync(IPage page, string token)
    {
        _site.RowRefusal = (401, "access.token-invalid");
        await page.PushAsync("Ne plus contacter, Camille Martin");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveAttributeAsync("data-problem", "sign-in-expired");
        (_site.RowRefusal, _site.AccessToken) = (null, token);
        await page.PushAsync("S’identifier");
    }

    /// <summary>The `sub` stays the first doctor's, as it may when a card is swapped in a browser that was signed in.</summary>
    private static string Token(string identifier, int expires)
    {
        byte[] claims = JsonSerializer.SerializeToUtf8Bytes(new { sub = "first-doctor", SubjectNameID = "8" + identifier, exp = expires });
        return $"e30.{System.Buffers.Text.Base64Url.EncodeToString(claims)}.x";
    }

    private int Openings => _site.Calls.Count(call => call.StartsWith("POST", StringComparison.Ordinal));

    private int Questions => _site.Calls.Count(call => call.EndsWith("/withdrawals", StringComparison.Ordinal));

    private async Task<IPage> OpenAsync(string language, bool clock = false)
    {
        _context = await chromium.OpenAsync(language);
        IPage page = await _context.NewPageAsync();
        if (clock)
        {
            await page.Clock.InstallAsync();
        }

        await page.GotoAsync(_site.Link.AbsoluteUri);
        await page.SignInAsync(language == "fr-FR" ? "S’identifier" : "Sign in");
        await page.PushAsync(language == "fr-FR" ? "Afficher la liste" : "Show the list");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
        return page;
    }

    private static Task SeenAsync(IPage page, string state) => page.EvaluateAsync(
        "state => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", state);
}
