using Microsoft.Playwright;

namespace Outreach.EndToEnd.DeveloperPage;

/// <summary>What a developer does on the page.</summary>
internal static class DeveloperPageSteps
{
    public static Task OpenAsync(this IPage page, Uri host) => page.GotoAsync(new Uri(host, "dev").AbsoluteUri);

    public static ILocator Orchestrations(this IPage page) => page.Locator("#orchestrations tbody").GetByRole(AriaRole.Row);

    /// <summary>The drawn lines of the timeline, without the orchestrator's own.</summary>
    public static ILocator Lines(this IPage page) => page.Locator("svg.lines g.line:not(.orchestrator)");

    /// <summary>Chooses an orchestration of the list and waits until its timeline is drawn.</summary>
    public static async Task ChooseAsync(this IPage page, string instanceId)
    {
        await page.Locator("#orchestrations").GetByRole(AriaRole.Button, new() { Name = instanceId, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#timeline dl code").First).ToHaveTextAsync(instanceId);
    }

    public static Task ExpectStatusAsync(this IPage page, string status) => Assertions.Expect(page.Locator("#timeline .badge")).ToHaveTextAsync(status);

    /// <summary>The table that says the same as the drawing: names of its lines, in order.</summary>
    public static async Task<IReadOnlyList<string>> TableNamesAsync(this IPage page)
    {
        if (await page.Locator("#timeline details").GetAttributeAsync("open") is null)
        {
            await page.GetByText("The same as a table").ClickAsync();
        }

        return await page.Locator("#timeline tbody").GetByRole(AriaRole.Rowheader).AllInnerTextsAsync();
    }
}
