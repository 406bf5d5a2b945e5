using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Outreach.EndToEnd.Browser;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.EndToEnd.DeveloperPage;

/// <summary>What a site that a developer happens to visit can do to the developer's page, with a real browser's help: nothing.</summary>
public sealed class ForeignSiteTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private PageSite _site = null!;
    private WebApplication _foreign = null!;

    public async Task InitializeAsync()
    {
        _site = await PageSite.StartAsync(new TestFunctions().Orchestrator("Waits", async context => await context.WaitForExternalEvent<object?>("Go")));
        await _site.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new StartOrchestrationOptions("the-waiting"));
        await _site.ReachAsync("the-waiting", OrchestrationRuntimeStatus.Running);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _foreign = builder.Build();
        _foreign.MapGet("/", () => Results.Content("<!doctype html><title>elsewhere</title><iframe></iframe>", "text/html"));
        await _foreign.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _foreign.DisposeAsync();
        await _site.DisposeAsync();
    }

    [ChromiumFact]
    public async Task Changes_AskedForByAnotherSite_DoNotHappen()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(_foreign.Urls.Single());
        string target = new Uri(_site.Address, "dev/api/orchestrations/terminate?instanceId=the-waiting").AbsoluteUri;

        string simple = await page.EvaluateAsync<string>("target => fetch(target, { method: 'POST', mode: 'no-cors' }).then(() => 'answered', () => 'refused')", target);
        string withHeader = await page.EvaluateAsync<string>(
            "target => fetch(target, { method: 'POST', headers: { 'X-Developer-Page': '1' } }).then(() => 'answered', () => 'refused')", target);
        IResponse form = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync(
                "target => { const form = document.createElement('form'); form.method = 'post'; form.action = target; document.body.append(form); form.submit(); }", target),
            target);

        Assert.Equal(("refused", "refused", 403), (simple, withHeader, form.Status));
        Assert.Empty(await _site.Hub.Store.ReadInboxAsync("the-waiting", CancellationToken.None));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await _site.Client.GetInstanceAsync("the-waiting"))!.RuntimeStatus);
    }

    [ChromiumFact]
    public async Task Answers_AskedForByAnotherSite_AreNeitherReadNorFramed()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(_foreign.Urls.Single());

        string read = await page.EvaluateAsync<string>(
            "target => fetch(target).then(answer => answer.text(), () => 'refused')", new Uri(_site.Address, "dev/api/orchestrations").AbsoluteUri);
        await page.EvaluateAsync("target => new Promise(loaded => { const frame = document.querySelector('iframe'); frame.onload = loaded; frame.src = target; })", new Uri(_site.Address, "dev").AbsoluteUri);

        Assert.Equal("refused", read);
        Assert.StartsWith("chrome-error:", page.Frames[1].Url, StringComparison.Ordinal);
    }

    /// <summary>A name that its owner lets point to this machine makes the browser believe that the page is that site's own.</summary>
    [ChromiumFact]
    public async Task Page_UnderAReboundName_IsRefused()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();

        IResponse? answer = await page.GotoAsync($"http://{Chromium.InsecureHost}:{_site.Address.Port}/dev");

        Assert.Equal(403, answer!.Status);
        Assert.Contains("127.0.0.1 or localhost", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Page_UnderTheNameLocalhost_WorksAsUnderItsNumber()
    {
        await using IBrowserContext context = await chromium.OpenAsync("en-GB");
        IPage page = await context.NewPageAsync();
        await page.OpenAsync(new Uri($"http://localhost:{_site.Address.Port}/"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Suspend", Exact = true }).ClickAsync();

        await page.ExpectStatusAsync("Suspended");
    }
}
