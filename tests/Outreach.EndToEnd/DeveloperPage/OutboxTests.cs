using Microsoft.Playwright;
using Outreach.Core.Mail;
using Outreach.EndToEnd.Browser;
using Outreach.EndToEnd.Lists;
using Outreach.Testing.Durable;
using Outreach.Testing.Mail;
using Xunit;

namespace Outreach.EndToEnd.DeveloperPage;

/// <summary>The outbox in a real browser.</summary>
public sealed class OutboxTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private PageSite _site = null!;

    public async Task InitializeAsync() => _site = await PageSite.StartAsync(new TestFunctions());

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [ChromiumFact]
    public async Task Outbox_MailArrivesWhileSomebodyLooks_ShowsItAsItReads()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();
        await page.OpenAsync(_site.Address);
        await page.GetByRole(AriaRole.Link, new() { Name = "outbox" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No mail yet" })).ToBeVisibleAsync();

        await _site.Outbox.SendAsync(SampleMail.Message(), default);

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Votre liste arrive à échéance" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("24 décembre 2026")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(SampleMail.Address)).ToBeVisibleAsync();
        Assert.Equal("fr", await page.Locator("article.mail").GetAttributeAsync("lang"));
        await page.ShootAsync("outbox");
        watch.AssertQuiet([_site.Address]);
    }

    /// <summary>Whatever stands in a mail is text.</summary>
    [ChromiumFact]
    [Trait("threat", "64")]
    public async Task Outbox_AddressThatLooksLikeAScript_StaysText()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await _site.Outbox.SendAsync(SampleMail.Message(MailKind.DeletionDue, MailLanguage.French, "\"<img/src=x/onerror=alert(1)>\"@practice.example"), default);

        await page.GotoAsync(new Uri(_site.Address, "dev/outbox").AbsoluteUri);

        await Assertions.Expect(page.GetByText("<img/src=x/onerror=alert(1)>")).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("article img").CountAsync());
    }
}
