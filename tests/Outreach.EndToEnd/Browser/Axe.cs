using Microsoft.Playwright;
using Xunit;

namespace Outreach.EndToEnd.Browser;

/// <summary>Looks for what keeps people from using a page (threat 68): axe-core, run in the page by the debugger, so that the content security policy stays as it is.</summary>
internal static class Axe
{
    /// <summary>Each breach as its rule, its impact, and where; `preload` would fetch the page's styles again.</summary>
    private const string Breaches = """
        async () => {
          const found = await axe.run(document, { preload: false });
          return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${node.target.join(' ')}`));
        }
        """;

    private static readonly string Source = Read();

    public static async Task AssertAccessibleAsync(this IPage page)
    {
        await page.EvaluateAsync(Source);
        string[] breaches = await page.EvaluateAsync<string[]>(Breaches);
        Assert.True(breaches.Length == 0, string.Join(Environment.NewLine, breaches));
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(Axe).Assembly.GetManifestResourceStream("axe.js")!);
        return reader.ReadToEnd();
    }
}
