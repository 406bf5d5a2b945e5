using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Outreach.EndToEnd.Lists;
using Outreach.Functions.Campaigns;
using Outreach.Functions.Deletion;
using Outreach.Functions.Lists;
using Outreach.LocalHost.Demonstration;
using Xunit;

namespace Outreach.EndToEnd.DeveloperPage;

/// <summary>The demonstration's story, as the developer's page has it afterwards.</summary>
public sealed class DemonstrationTimelineTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>Once a year: the deletion that the timer enforces must come when the test asks for it, and not before.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal) { ["EnforceDeletion__Schedule"] = "0 0 3 1 1 *" };

    [ChromiumFact]
    public async Task Page_AfterTheDemonstration_ShowsItsTimelinesUntilTheTimerPurgesThem()
    {
        await using HostProcess host = await HostProcess.StartAsync(Settings);
        (StepReport report, string text) = await Stories.PlayAsync(host, new SocketsHttpHandler { AllowAutoRedirect = false });
        Assert.True(report.Failed == 0, text + host.Output);
        Assert.Contains($"developer's page: {new Uri(host.Address, "dev")}", host.Output, StringComparison.Ordinal);
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();

        await page.OpenAsync(host.Address);

        ILocator lists = page.Orchestrations().Filter(new() { HasText = nameof(PrepareListOrchestrator) });
        ILocator closing = page.Orchestrations().Filter(new() { HasText = nameof(CloseCampaignOrchestrator) });
        await Assertions.Expect(lists).ToHaveCountAsync(2);
        await Assertions.Expect(closing).ToHaveCountAsync(1);
        await Assertions.Expect(page.Orchestrations().Filter(new() { HasText = "Completed" })).ToHaveCountAsync(3);
        await closing.GetByRole(AriaRole.Button).ClickAsync();
        await ExpectLinesAsync(
            page,
            nameof(CloseCampaignOrchestrator),
            [
                nameof(DisableCampaignKeyActivity), nameof(DestroyCampaignListsActivity), PrepareListOrchestrator.ListDeleted,
                nameof(DeleteCampaignKeyActivity), nameof(MarkCampaignClosedActivity),
            ]);
        await page.ShootAsync("developer-1-closing");
        foreach (int list in new[] { 0, 1 })
        {
            await lists.Nth(list).GetByRole(AriaRole.Button).ClickAsync();
            await ExpectLinesAsync(
                page,
                nameof(PrepareListOrchestrator),
                [nameof(BuildListActivity), "timer", PrepareListOrchestrator.ListDeleted, nameof(DestroyListActivity)]);
            await Assertions.Expect(page.Locator("svg.lines .Timer .note")).ToContainTextAsync("did not fire");
            await page.ShootAsync($"developer-{list + 2}-list");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = $"Run {nameof(EnforceDeletionFunction)} now" }).ClickAsync();

        await Assertions.Expect(lists).ToHaveCountAsync(0);
        await Assertions.Expect(closing).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#timeline")).ToContainTextAsync("it was purged");
        await Assertions.Expect(page.Locator("#timers").GetByRole(AriaRole.Row).Filter(new() { HasText = nameof(EnforceDeletionFunction) })).Not.ToContainTextAsync("not known to have run");
        await Assertions.Expect(page.Locator("#functions")).ToContainTextAsync("/api/lists/{list}/openings");
        await page.ShootAsync("developer-4-purged");
        await watch.AssertNothingKeptAsync(page);
    }

    /// <summary>A bar or point for each line, and the same in the table.</summary>
    private static async Task ExpectLinesAsync(IPage page, string orchestrator, string[] names)
    {
        await Assertions.Expect(page.Locator("#timeline h2")).ToHaveTextAsync(orchestrator);
        await Assertions.Expect(page.Lines().Locator(".label")).ToHaveTextAsync(names);
        await Assertions.Expect(page.Lines().Locator(".mark")).ToHaveCountAsync(names.Length);
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = $"Timeline of {orchestrator}" })).ToBeVisibleAsync();
        Assert.Equal([orchestrator, .. names], await page.TableNamesAsync());
        string[] ticks = await page.Locator("svg.axis text").EvaluateAllAsync<string[]>("texts => texts.map(text => text.textContent)");
        Assert.True(ticks.Length > 3 && ticks[1] == "0" && ticks[2..].All(tick => tick.EndsWith('s')), string.Join(" | ", ticks));
    }
}
