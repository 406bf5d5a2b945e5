using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Audit;
using Outreach.Adapters.Storage;
using Outreach.LocalHost;
using Outreach.LocalHost.Demonstration;
using Xunit;

namespace Outreach.EndToEnd;

/// <summary>`audit verify` as a script runs it, on what a whole story left behind.</summary>
public sealed class AuditCommandTests
{
    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_AfterAStory_EndsWithZeroUntilSomebodyCutsAStream()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        (StepReport report, string text) = await Stories.PlayAsync(host, new SocketsHttpHandler { AllowAutoRedirect = false });
        Assert.True(report.Failed == 0, text + host.Output);
        Assert.Equal(0, await host.RunAsync("audit", "checkpoint"));

        Assert.Equal(0, await host.RunAsync("audit", "verify"));
        Assert.Contains("The trail is intact.", host.Output, StringComparison.Ordinal);

        string cut = await CutAsync(host);
        Assert.Equal(3, await host.RunAsync("audit", "verify"));
        Assert.Contains("audit.tail-cut", host.Output, StringComparison.Ordinal);
        Assert.Contains(cut, host.Output, StringComparison.Ordinal);
    }

    /// <summary>Leaves a list's stream without its last entry; its name.</summary>
    private static async Task<string> CutAsync(HostProcess host)
    {
        await using LocalServices services = await LocalServices.StartAsync(host.Folder, host.Address, static _ => { }, CancellationToken.None);
        BlobContainerClient container = services.Provider.GetRequiredService<OutreachStorage>().Audit.GetBlobContainerClient(BlobAuditTrail.Container);
        await foreach (BlobItem item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "lists/", CancellationToken.None))
        {
            AppendBlobClient blob = container.GetAppendBlobClient(item.Name);
            byte[] content = (await blob.DownloadContentAsync()).Value.Content.ToArray();
            int end = content.AsSpan(0, content.Length - 1).LastIndexOf((byte)'\n') + 1;
            await blob.CreateAsync();
            await blob.AppendBlockAsync(new MemoryStream(content, 0, end));
            return item.Name;
        }

        throw new InvalidOperationException("The story left no stream.");
    }
}
