using Microsoft.Playwright;
using Xunit;

namespace Outreach.EndToEnd.Lists;

/// <summary>What a reader does on the page.</summary>
internal static class ListPageSteps
{
    /// <summary>Where screenshots go, for whoever wants to look at the pages; none are taken without it.</summary>
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("OUTREACH_SCREENSHOTS");

    public static Task PushAsync(this IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Signs in with a provider that asks nothing, and waits until the window is closed again.</summary>
    public static async Task SignInAsync(this IPage page, string button)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IPage window = await page.Context.RunAndWaitForPageAsync(() => page.PushAsync(button));
        window.Close += (_, _) => closed.TrySetResult();
        if (!window.IsClosed)
        {
            await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await Assertions.Expect(page.Locator(".done")).ToBeVisibleAsync();
    }

    public static async Task AttemptAsync(this IPage page)
    {
        await page.SignInAsync("S’identifier");
        await page.PushAsync("Afficher la liste");
    }

    public static async Task RevealAsync(this IPage page)
    {
        await page.AttemptAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }

    /// <summary>The problem is told, and no row is there.</summary>
    public static async Task ExpectProblemAsync(this IPage page, string problem)
    {
        ILocator alert = page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToHaveCountAsync(1);
        await Assertions.Expect(alert).ToHaveAttributeAsync("data-problem", problem);
        await Assertions.Expect(page.GetByRole(AriaRole.Table)).ToHaveCountAsync(0);
    }

    /// <summary>Goes on with the tabulator key until the button has the focus.</summary>
    public static async Task TabToAsync(this IPage page, string button)
    {
        for (int i = 0; i < 20; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.textContent") == button)
            {
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach {button}.");
    }

    public static async Task ShootAsync(this IPage page, string name)
    {
        if (Screenshots is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = true });
        }
    }
}
