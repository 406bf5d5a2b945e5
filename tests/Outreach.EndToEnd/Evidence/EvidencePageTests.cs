using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Outreach.EndToEnd.Lists;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using Xunit;

namespace Outreach.EndToEnd.Evidence;

/// <summary>An auditor's browser on the real host: signs in, reads the evidence of the demonstration campaign, follows a proof, prints.</summary>
public sealed partial class EvidencePageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string HowItIsMade = """
        () => ({
          levels: [...document.querySelectorAll('h1, h2, h3')].map(heading => Number(heading.tagName[1])),
          captionless: [...document.querySelectorAll('table')].filter(table => table.caption === null).length,
          headless: [...document.querySelectorAll('table')].filter(table => table.querySelector('thead th[scope=col]') === null).length,
          scripts: document.querySelectorAll('main script').length,
          language: document.documentElement.lang,
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        })
        """;

    /// <summary>A4 between the margins of the print stylesheet, in CSS pixels.</summary>
    private const int PrintedWidth = 672;

    /// <summary>The report is counted when it is asked for.</summary>
    private static readonly LocatorAssertionsToBeVisibleOptions Patience = new() { Timeout = 30_000 };

    [ChromiumFact]
    [Trait("threat", "62")]
    [Trait("threat", "65")]
    [Trait("threat", "68")]
    public async Task Evidence_OpenedByAnAuditor_ShowsFifteenConditionsLeadsToAProofAndPrints()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        string list = await DestroyAListAsync(host);
        await using IBrowserContext context = await chromium.OpenAsync("fr-FR");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(host.Address, $"evidence/{DemonstrationCampaign.Id}").AbsoluteUri);
        IPage signIn = await context.RunAndWaitForPageAsync(() => page.Locator("#sign-in").ClickAsync());
        await signIn.PushAsync("TEST Auditeur (Audit.Read)");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Condition par condition" })).ToBeVisibleAsync(Patience);
        await page.ShootAsync("evidence-1-report");
        Assert.Equal(Enumerable.Range(1, 15).Select(i => $"C{i}"), await page.Locator("h3[id^=C]").EvaluateAllAsync<string[]>("headings => headings.map(heading => heading.id)"));
        await RequireAccessibleAsync(page, "fr");
        await RequirePrintsAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "La preuve de chaque liste" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = list }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(list, new() { Timeout = Patience.Timeout });
        await Assertions.Expect(page.GetByText("supprimée par le médecin")).ToBeVisibleAsync();
        await page.ShootAsync("evidence-2-proof");
        await RequireAccessibleAsync(page, "fr");
        await page.GetByRole(AriaRole.Link, new() { Name = "Retour au rapport" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Condition par condition" })).ToBeVisibleAsync(Patience);
        Assert.All(watch.Urls, url => Assert.StartsWith(host.Address.AbsoluteUri, url, StringComparison.Ordinal));
        watch.AssertNoError();
        await watch.AssertNothingKeptAsync(page);
    }

    [ChromiumFact]
    public async Task Evidence_SignedInWithoutTheRole_SaysWhatIsMissing()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(host.Address, $"evidence/{DemonstrationCampaign.Id}").AbsoluteUri);
        IPage signIn = await context.RunAndWaitForPageAsync(() => page.Locator("#sign-in").ClickAsync());
        await signIn.PushAsync("TEST Lecteur (Campaigns.Read)");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Audit.Read");
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToHaveCountAsync(0);
    }

    private static async Task<string> DestroyAListAsync(HostProcess host)
    {
        using HttpClient http = HttpSignIn.Client(host.Address);
        Uri link = await LinkCommand.ReadAsync(http, host.Folder, Story.FirstDoctor, DemonstrationCampaign.Id, CancellationToken.None);
        string list = link.AbsolutePath.Split('/')[^1];
        string token = await HttpSignIn.SignInAsync(http, new Uri(host.Address, "dev/sign-in/doctors/"), Story.FirstDoctor, CancellationToken.None);
        using var doctor = new PracticeClient(http, token);
        await doctor.OpenAsync(list);
        await doctor.DeleteAsync(list);
        return list;
    }

    private static async Task RequireAccessibleAsync(IPage page, string language)
    {
        Made made = await page.EvaluateAsync<Made>(HowItIsMade);
        Assert.Equal((language, 0, 0, 0), (made.Language, made.Captionless, made.Headless, made.Scripts));
        Assert.Equal(1, made.Levels[0]);
        Assert.Single(made.Levels, 1);
        Assert.All(made.Levels.Zip(made.Levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, "a heading level is skipped"));
        Assert.True(made.Wide <= 0, "the page scrolls sideways");
    }

    /// <summary>Every condition is on paper, and nothing stands outside of it.</summary>
    private static async Task RequirePrintsAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(PrintedWidth, 1_000);
        Assert.True((await page.EvaluateAsync<Made>(HowItIsMade)).Wide <= 0, "something is wider than the paper");
        byte[] printed = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.SetViewportSizeAsync(1_200, 900);
        using PdfDocument document = PdfDocument.Open(printed);
        Assert.InRange(document.NumberOfPages, 3, 20);
        HashSet<string> words = new(StringComparer.Ordinal);
        foreach (Page sheet in document.GetPages())
        {
            words.UnionWith(sheet.GetWords().Select(word => word.Text));
            Assert.All(sheet.Letters.Where(letter => letter.Value.Trim().Length > 0), letter => Assert.True(
                letter.BoundingBox.Left > 20 && letter.BoundingBox.Right < sheet.Width - 20 && letter.BoundingBox.Bottom > 15,
                $"a letter stands at the edge of sheet {sheet.Number}"));
            Assert.Matches(PageNumber(), string.Concat(sheet.Letters.Select(letter => letter.Value)));
        }

        Assert.All(Enumerable.Range(1, 15), i => Assert.Contains($"C{i}", words));
    }

    [GeneratedRegex(@"[0-9]+ ?/ ?[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex PageNumber();

    private sealed record Made
    {
        public int[] Levels { get; init; } = [];

        public int Captionless { get; init; }

        public int Headless { get; init; }

        public int Scripts { get; init; }

        public string Language { get; init; } = "";

        public int Wide { get; init; }
    }
}
