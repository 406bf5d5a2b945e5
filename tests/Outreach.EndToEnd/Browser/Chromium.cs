using Microsoft.Playwright;
using Xunit;

namespace Outreach.EndToEnd.Browser;

/// <summary>The machine's own Chromium, without head and without calls home; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Missing = "No Chromium was found on the path: the page was NOT tested in a browser. Install it (Debian: apt-get install chromium).";

    /// <summary>Resolves to this machine, and is no secure origin over http as loopback addresses are.</summary>
    public const string InsecureHost = "outreach.test";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Executable { get; } = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        from name in Names
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();

    public async Task InitializeAsync()
    {
        if (Executable is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            ChromiumSandbox = false,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", $"--host-resolver-rules=MAP {InsecureHost} 127.0.0.1",
            ],
        });
    }

    /// <summary>A browser profile of its own, empty at the start.</summary>
    public async Task<IBrowserContext> OpenAsync(string language)
    {
        Assert.True(_browser is not null, Missing);
        return await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = language,
            TimezoneId = "Europe/Paris",
            ViewportSize = new ViewportSize { Width = 1200, Height = 900 },
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
