using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Outreach.EndToEnd.Lists;
using Outreach.LocalHost.Durable;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.EndToEnd.DeveloperPage;

/// <summary>The developer's page in a real browser, on a hub whose orchestrators a test writes.</summary>
public sealed class DeveloperPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Canary = "canary-9d2e";

    private readonly TestFunctions _functions = new TestFunctions()
        .Activity<string>("Echo", text => text)
        .Activity<string>("Break", text => throw new InvalidDataException(text))
        .Orchestrator("Waits", async context =>
        {
            context.SetCustomStatus(Canary);
            await context.CallActivityAsync<string>("Echo", Canary);
            return await context.WaitForExternalEvent<JsonElement?>("Go");
        })
        .Orchestrator("Child", async context => await context.CallActivityAsync<string>("Echo", Canary))
        .Orchestrator("Fails", async context =>
        {
            await context.CallSubOrchestratorAsync<string>("Child", Canary, new SubOrchestrationOptions { InstanceId = "the-child" });
            context.SendEvent("nobody", "Said", Canary);
            await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
            return await context.CallActivityAsync<string>("Break", Canary);
        });

    private PageSite _site = null!;

    public async Task InitializeAsync() => _site = await PageSite.StartAsync(_functions);

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [ChromiumFact]
    public async Task Buttons_OneAfterTheOther_RaiseSuspendResumeTerminateAndPurgeWithoutReloading()
    {
        await _site.Client.ScheduleNewOrchestrationInstanceAsync("Waits", Canary, new StartOrchestrationOptions("the-waiting"));
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();
        await page.OpenAsync(_site.Address);
        await page.ExpectStatusAsync("Running");

        await page.PushAsync("Suspend");
        await page.ExpectStatusAsync("Suspended");
        await page.ShootAsync("developer-suspended");
        await page.PushAsync("Resume");
        await page.ExpectStatusAsync("Running");
        await page.PushAsync("Raise event…");
        await page.GetByLabel("Event name").FillAsync("Other");
        await page.GetByLabel("Payload").FillAsync($$"""{ "secret": "{{Canary}}" }""");
        await page.ShootAsync("developer-raise");
        await page.PushAsync("Raise event");
        await Assertions.Expect(page.Locator("svg.lines .EventRaised .label")).ToHaveTextAsync("Other");
        await page.PushAsync("Terminate…");
        await page.Keyboard.PressAsync("Escape");
        await page.ExpectStatusAsync("Running");
        await page.GetByRole(AriaRole.Button, new() { Name = "Purge…" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Only what is over can be purged: terminate it first.");
        await page.PushAsync("Terminate…");
        await page.GetByLabel("sub-orchestrations too").CheckAsync();
        await page.PushAsync("Terminate");
        await page.ExpectStatusAsync("Terminated");
        await page.ShootAsync("developer-terminated");
        Assert.DoesNotContain(Canary, await page.ContentAsync(), StringComparison.Ordinal);
        await page.PushAsync("Purge…");
        await page.PushAsync("Purge");

        await Assertions.Expect(page.Locator("#timeline")).ToContainTextAsync("it was purged");
        await Assertions.Expect(page.Locator("#orchestrations")).ToContainTextAsync("The task hub holds no orchestration.");
        Assert.Null(await _site.Client.GetInstanceAsync("the-waiting"));
        Assert.Single(watch.Urls, url => new Uri(url).AbsolutePath == "/dev");
    }

    [ChromiumFact]
    public async Task RaiseEvent_WithoutJson_SaysSoAndKeepsWhatWasTyped()
    {
        await _site.Client.ScheduleNewOrchestrationInstanceAsync("Waits", Canary, new StartOrchestrationOptions("the-waiting"));
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.OpenAsync(_site.Address);
        await page.PushAsync("Raise event…");
        await page.GetByLabel("Event name").FillAsync("Go");
        await page.GetByLabel("Payload").FillAsync("{ no");
        await page.PushAsync("Raise event");

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("The payload is not JSON");
        await Assertions.Expect(page.GetByLabel("Payload")).ToHaveValueAsync("{ no");
        await page.GetByLabel("Payload").FillAsync("""{ "yes": 1 }""");
        await page.PushAsync("Raise event");

        await page.ExpectStatusAsync("Completed");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Raise event…" })).ToBeFocusedAsync();
        Assert.Equal("""{"yes":1}""", (await _site.Hub.CompleteAsync("the-waiting")).ReadOutputAs<JsonElement>().GetRawText());
    }

    /// <summary>Inputs, outputs, results, payloads, custom status, messages and stack traces are in the hub, and nowhere on the page.</summary>
    [ChromiumFact]
    [Trait("threat", "53")]
    public async Task Page_OfOrchestrationsFullOfCanaries_ShowsNamesTimesAndErrorTypesOnly()
    {
        await _site.Client.ScheduleNewOrchestrationInstanceAsync("Fails", Canary, new StartOrchestrationOptions("the-failing"));
        await _site.Hub.CompleteAsync("the-failing");
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        var watch = new BrowserWatch(context);
        List<string> answers = [];
        IPage page = await context.NewPageAsync();
        await page.RouteAsync("**/dev/**", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            answers.Add(await answer.TextAsync());
            await route.FulfillAsync(new() { Response = answer });
        });

        await page.OpenAsync(_site.Address);
        await page.ChooseAsync("the-failing");
        await page.TableNamesAsync();
        await page.ShootAsync("developer-failed");
        string failed = await page.ContentAsync();
        await page.Locator("#timeline table").GetByRole(AriaRole.Button, new() { Name = "the-child" }).ClickAsync();
        await page.ExpectStatusAsync("Completed");
        string child = await page.ContentAsync();
        await page.Locator("#timeline dl").GetByRole(AriaRole.Button, new() { Name = "the-failing" }).ClickAsync();
        await page.ExpectStatusAsync("Failed");

        Assert.Contains(typeof(InvalidDataException).FullName!, failed, StringComparison.Ordinal);
        Assert.Contains("Said", failed, StringComparison.Ordinal);
        Assert.Contains(answers, answer => answer.Contains("the-failing", StringComparison.Ordinal));
        Assert.All([failed, child, .. answers], text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        Assert.Contains(Canary, await _site.Hub.DumpAsync(), StringComparison.Ordinal);
        watch.AssertQuiet(_site.Address);
        await watch.AssertNothingKeptAsync(page);
    }

    [ChromiumFact]
    public async Task Timeline_OfTenThousandEvents_IsDrawnAPageAtATime()
    {
        await AddLongAsync("the-long", activities: 3_333);
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.OpenAsync(_site.Address);

        await Assertions.Expect(page.Locator("#timeline .count")).ToHaveTextAsync("Lines 1 to 100 of 3,333");
        await Assertions.Expect(page.Lines()).ToHaveCountAsync(100);
        await page.ShootAsync("developer-long");
        await page.PushAsync("Last");
        await Assertions.Expect(page.Locator("#timeline .count")).ToHaveTextAsync("Lines 3,301 to 3,333 of 3,333");
        await Assertions.Expect(page.Lines().Last.Locator(".label")).ToHaveTextAsync("Activity3332");
        await page.PushAsync("Previous");
        await Assertions.Expect(page.Lines().First.Locator(".label")).ToHaveTextAsync("Activity3200");
        await page.PushAsync("Steps");
        await Assertions.Expect(page.Lines()).ToHaveCountAsync(100);
    }

    [ChromiumFact]
    public async Task Orchestrations_Filtered_AreThoseOfTheStatusAndPrefix()
    {
        await AddLongAsync("a-completed", activities: 1);
        await AddLongAsync("b-completed", activities: 1);
        await _site.Client.ScheduleNewOrchestrationInstanceAsync("Waits", Canary, new StartOrchestrationOptions("a-waiting"));
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.OpenAsync(_site.Address);
        await Assertions.Expect(page.Orchestrations()).ToHaveCountAsync(3);

        await page.PushAsync("Completed");
        await Assertions.Expect(page.Orchestrations()).ToHaveCountAsync(2);
        await page.GetByLabel("Instance id begins with").FillAsync("a-");
        await Assertions.Expect(page.Orchestrations()).ToHaveCountAsync(1);
        await Assertions.Expect(page.Orchestrations()).ToContainTextAsync("a-completed");
        await page.PushAsync("Completed");

        await Assertions.Expect(page.Orchestrations()).ToHaveCountAsync(2);
    }

    [ChromiumFact]
    public async Task Keyboard_Alone_ChoosesAnOrchestrationAndActsOnIt()
    {
        await AddLongAsync("the-completed", activities: 2);
        await _site.Client.ScheduleNewOrchestrationInstanceAsync("Waits", Canary, new StartOrchestrationOptions("the-waiting"));
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.OpenAsync(_site.Address);
        await page.ExpectStatusAsync("Running");

        await page.TabToAsync("the-completed");
        await page.Keyboard.PressAsync("Enter");
        await page.ExpectStatusAsync("Completed");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "the-completed" })).ToBeFocusedAsync();
        await page.TabToAsync("Purge…");
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("Purge");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Orchestrations()).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#timeline h2")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Page_OnANarrowScreenAndInTheDark_DoesNotScrollSideways()
    {
        await _site.Client.ScheduleNewOrchestrationInstanceAsync("Fails", Canary, new StartOrchestrationOptions("the-failing"));
        await _site.Hub.CompleteAsync("the-failing");
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.SetViewportSizeAsync(360, 740);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.OpenAsync(_site.Address);
        await page.ChooseAsync("the-failing");
        await page.TableNamesAsync();

        await page.ShootAsync("developer-narrow-dark");
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
        Assert.NotEqual("rgb(255, 255, 255)", await page.Locator(".card").First.EvaluateAsync<string>("card => getComputedStyle(card).backgroundColor"));
    }

    [ChromiumFact]
    public async Task Page_ThatNobodyLooksAt_DoesNotAsk()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        var watch = new BrowserWatch(context);
        IPage page = await context.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.OpenAsync(_site.Address);
        await Assertions.Expect(page.Locator("#orchestrations")).ToContainTextAsync("The task hub holds no orchestration.");
        await Assertions.Expect(page.Locator(".live")).ToContainTextAsync("Live");
        int Asked() => watch.Urls.Count(url => url.EndsWith("/dev/api/orchestrations", StringComparison.Ordinal));

        await page.RunAndWaitForResponseAsync(() => page.Clock.RunForAsync(3_000), "**/dev/api/orchestrations");
        await page.EvaluateAsync("Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })");
        await page.Clock.RunForAsync(3_000);
        int hidden = Asked();
        await page.Clock.RunForAsync(60_000);

        Assert.Equal(hidden, Asked());
    }

    private async Task AddLongAsync(string instanceId, int activities)
    {
        DateTimeOffset begin = DateTimeOffset.Parse("2026-11-24T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        InstanceState state = (await _site.Hub.Store.TryAddAsync(
            new InstanceState
            {
                InstanceId = instanceId,
                ExecutionId = "one",
                Name = "Long",
                Status = OrchestrationRuntimeStatus.Completed,
                CreatedAt = begin,
                UpdatedAt = begin.AddSeconds(activities),
            },
            CancellationToken.None))!;
        HistoryEvent[] events = [.. Enumerable.Range(0, activities).SelectMany(number => new HistoryEvent[]
        {
            new(HistoryEventType.TurnStarted, At: begin.AddSeconds(number).UtcDateTime),
            new(HistoryEventType.TaskScheduled, number, $"Activity{number}", Payload: Canary),
            new(HistoryEventType.TaskCompleted, number, At: begin.AddSeconds(number + 1).UtcDateTime, Payload: Canary),
        })];
        await _site.Hub.Store.CommitAsync(new Turn(state, events, [], [], []), CancellationToken.None);
    }
}
