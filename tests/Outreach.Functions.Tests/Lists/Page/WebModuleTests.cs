using Outreach.Testing.Web;
using Xunit;

namespace Outreach.Functions.Tests.Lists.Page;

/// <summary>The page's own tests (src/Outreach.Web/tests), so that one command runs everything.</summary>
public sealed class WebModuleTests
{
    [Fact]
    [Trait("threat", "1")]
    [Trait("threat", "2")]
    [Trait("threat", "3")]
    [Trait("threat", "4")]
    [Trait("threat", "5")]
    [Trait("threat", "6")]
    [Trait("threat", "7")]
    [Trait("threat", "8")]
    [Trait("threat", "18")]
    [Trait("threat", "66")]
    public async Task Run_TestsOfThePage_AllPass()
    {
        string folder = Path.Combine("dist", "node", "tests");
        string[] files = Directory.GetFiles(Path.Combine(WebModule.Folder, folder), "*.test.js");

        (int exitCode, string output) = await WebModule.RunAsync(
            null, ["--test", "--test-reporter=tap", .. files.Select(file => Path.Combine(folder, Path.GetFileName(file)))]);

        Assert.NotEmpty(files);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("# pass 0", output, StringComparison.Ordinal);
    }
}
