using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Xunit;

namespace Outreach.EndToEnd.Lists;

/// <summary>What goes wrong is told apart, and shows no row.</summary>
[Trait("threat", "66")]
public sealed class ListPageProblemTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
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
    [Trait("threat", "61")]
    public async Task Open_OverAnInsecureOrigin_SaysSoAndAsksForNothing()
    {
        IPage page = await OpenAsync(new UriBuilder(_site.Link) { Host = Chromium.InsecureHost }.Uri);

        await page.ExpectProblemAsync("insecure");
        await page.ShootAsync("fr-insecure");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "S’identifier" })).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    [Trait("threat", "18")]
    public async Task Open_LinkWithoutFragment_SaysThatTheEndIsMissing()
    {
        IPage page = await OpenAsync(new Uri(_site.Address, $"/l/{_list.Id.Value}"));

        await page.ExpectProblemAsync("link-missing");
        await page.ShootAsync("fr-link-missing");
    }

    [ChromiumFact]
    [Trait("threat", "18")]
    public async Task Open_LinkCutShort_SaysThatItIsIncomplete_AndTheWholeLinkStillWorks()
    {
        IPage page = await OpenAsync(new Uri(_site.Link.AbsoluteUri[..^5]));
        await page.ExpectProblemAsync("link-malformed");

        // The same address with another fragment: the browser does not load the page again.
        await page.GotoAsync(_site.Link.AbsoluteUri);

        await page.RevealAsync();
    }

    [ChromiumFact]
    [Trait("threat", "18")]
    public async Task Reveal_AnotherLinksFragment_SaysThatTheLinkIsWrong()
    {
        IPage page = await OpenAsync(new Uri(_site.Address, $"/l/{_list.Id.Value}#{new SampleList().LinkShare}"));
        await page.AttemptAsync();

        await page.ExpectProblemAsync("link-wrong");
    }

    [ChromiumFact]
    [Trait("threat", "1")]
    public async Task Reveal_ABitChangedOnTheWay_SaysThatTheListIsDamaged()
    {
        _site.OnTheWay = bytes => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];
        IPage page = await OpenAsync(_site.Link);
        await page.AttemptAsync();

        await page.ExpectProblemAsync("damaged");
        await page.ShootAsync("fr-damaged");
    }

    [ChromiumFact]
    [Trait("threat", "4")]
    public async Task Reveal_AnotherListOnTheWay_SaysThatTheListIsDamaged()
    {
        _site.OnTheWay = _ => new SampleList().Sealed;
        IPage page = await OpenAsync(_site.Link);
        await page.AttemptAsync();

        await page.ExpectProblemAsync("damaged");
    }

    [ChromiumFact]
    [Trait("threat", "6")]
    public async Task Reveal_HeaderNamesAnotherPractitionerThanTheOpening_SaysThatTheListIsDamaged()
    {
        _list.NameAnotherPractitioner = true;
        IPage page = await OpenAsync(_site.Link);
        await page.AttemptAsync();

        await page.ExpectProblemAsync("damaged");
    }

    [ChromiumFact]
    public async Task Reveal_ListThatIsGone_SaysSoAndTakesTheAttestation()
    {
        _site.Refusal = (410, "lists.gone");
        IPage page = await OpenAsync(_site.Link);
        await page.AttemptAsync();

        await page.ExpectProblemAsync("gone");
        await page.ShootAsync("fr-gone");
        await page.GetByRole(AriaRole.Group, new() { Name = "Exports" }).GetByLabel("aucun").CheckAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Impressions" }).GetByLabel("aucun").CheckAsync();
        await page.GetByLabel("J’atteste").CheckAsync();
        await page.PushAsync("Attester");
        await Assertions.Expect(page.GetByText("Votre attestation est enregistrée.")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Reveal_ListOfSomebodyElse_SaysThatThereIsNone()
    {
        _site.Refusal = (404, "lists.not-found");
        IPage page = await OpenAsync(_site.Link);
        await page.AttemptAsync();

        await page.ExpectProblemAsync("not-found");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "S’identifier" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task SignIn_Refused_SaysSo()
    {
        _site.RefuseSignIn = true;
        IPage page = await OpenAsync(_site.Link);
        await page.PushAsync("S’identifier");

        await page.ExpectProblemAsync("sign-in-failed");
    }

    [ChromiumFact]
    public async Task Reveal_NoNetwork_SaysSo()
    {
        IPage page = await OpenAsync(_site.Link);
        await page.SignInAsync("S’identifier");
        await _context!.SetOfflineAsync(true);
        await page.PushAsync("Afficher la liste");

        await page.ExpectProblemAsync("network");
    }

    private async Task<IPage> OpenAsync(Uri link)
    {
        _context = await chromium.OpenAsync("fr-FR");
        IPage page = await _context.NewPageAsync();
        await page.GotoAsync(link.AbsoluteUri);
        return page;
    }
}
