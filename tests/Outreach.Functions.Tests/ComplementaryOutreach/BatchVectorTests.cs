using System.Text;
using System.Text.Json;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Testing;
using Outreach.Testing.Campaigns;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Web;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

/// <summary>What the product seals, another implementation opens; and the example that dispatchers are given.</summary>
public sealed class BatchVectorTests
{
    [Fact]
    [Trait("threat", "10")]
    public async Task Open_SealedByTheProduct_IsTheSameInAnotherImplementation()
    {
        using var world = new BatchesWorld();
        WavePart part = SampleMessages.Part();
        byte[] csv = await BatchContent.RenderAsync(OutreachChannel.Sms, SampleMessages.Of(part, 3), default);
        var batch = SealedBatch.Seal(SampleCampaign.Create().Id, part, part.Name, 3, csv, world.Key);

        JsonElement opened = await OpenAsync(Encoding.ASCII.GetString(batch.Ciphertext), world.PrivateKey);

        Assert.Equal(Encoding.UTF8.GetString(csv), opened.GetProperty("content").GetString());
        Assert.Equal((world.Key.Id, 3), (opened.GetProperty("header").GetProperty("kid").GetString(), opened.GetProperty("header").GetProperty("count").GetInt32()));
    }

    /// <summary>The key is that of RFC 7520, 5.5.</summary>
    [Fact]
    [Trait("threat", "10")]
    public async Task Open_TheExampleOfTheFormats_IsWhatStandsBesideIt()
    {
        string[] text = (await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "formats.md"))).Split("## Batch for a dispatcher")[1].Split("\n## ")[0].Split("```");
        string key = text.Single(block => block.StartsWith("json", StringComparison.Ordinal))[4..];
        string[] blocks = [.. text.Where(block => block.StartsWith("text", StringComparison.Ordinal)).Select(block => block[4..].Trim())];

        JsonElement opened = await OpenAsync(blocks[1], key);

        Assert.Equal(blocks[0], opened.GetProperty("content").GetString()!.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd());
    }

    private static async Task<JsonElement> OpenAsync(string jwe, string key)
    {
        (int exitCode, string output) = await WebModule.RunAsync(
            $$"""{"jwe":"{{jwe}}","key":{{key}}}""", Path.Combine("dist", "node", "vectors", "batch.js"));
        Assert.True(exitCode == 0, output);
        return JsonDocument.Parse(output).RootElement;
    }
}
