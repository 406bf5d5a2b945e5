using System.Diagnostics;
using Azure.Storage.Blobs;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Xunit;

namespace Outreach.LocalHost.Tests.Azurite;

public sealed class AzuriteServerTests
{
    /// <summary>A host and a command beside it: two emulators on one folder would overwrite each other's data.</summary>
    [Fact]
    public async Task Start_TwoAtOnceOnOneFolder_IsOneEmulator()
    {
        LocalFolder folder = LocalFolders.WithTools();
        var options = new AzuriteOptions { ToolFolder = Path.Combine(folder.Root, "eng", "azurite"), DataFolder = folder.Storage };

        AzuriteServer[] servers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => AzuriteServer.StartAsync(options, CancellationToken.None)));

        Assert.Equal(servers[0].ConnectionString, servers[1].ConnectionString);
        foreach (AzuriteServer server in servers)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>A stopping emulator lives on until its data is written. Who joined it would find nobody there.</summary>
    [Fact]
    public async Task Start_WhileTheOneBeforeIsStopping_WaitsForItsEndAndStartsAnother()
    {
        LocalFolder folder = LocalFolders.WithTools();
        var options = new AzuriteOptions { ToolFolder = Path.Combine(folder.Root, "eng", "azurite"), DataFolder = folder.Storage };
        using Process stopping = Process.Start("sleep", "2");
        int[] ports = LoopbackPorts.Free(3);
        new AzuriteState(
            stopping.Id, stopping.StartTime.ToUniversalTime(), stopping.Id, stopping.StartTime.ToUniversalTime(), ports[0], ports[1], ports[2], AcceptTokens: false, "a2V5")
            .Write(options.DataFolder);

        await using AzuriteServer server = await AzuriteServer.StartAsync(options, CancellationToken.None);

        Assert.True(stopping.HasExited, "it did not wait");
        Assert.NotEqual(stopping.Id, server.ProcessId);
        await new BlobServiceClient(server.ConnectionString).GetPropertiesAsync();
    }

    [Fact]
    public async Task Launch_GivesTheAddressAtOnce_AndAnotherWaitsUntilItAnswers()
    {
        LocalFolder folder = LocalFolders.WithTools();
        var options = new AzuriteOptions { ToolFolder = Path.Combine(folder.Root, "eng", "azurite"), DataFolder = folder.Storage };
        await using AzuriteServer launched = await AzuriteServer.LaunchAsync(options, CancellationToken.None);
        Task<AzuriteServer> other = AzuriteServer.StartAsync(options, CancellationToken.None);

        Assert.False(other.IsCompleted);
        Assert.Null(await launched.WaitAsync(CancellationToken.None));
        Assert.Equal(launched.ConnectionString, (await other).ConnectionString);
        await new BlobServiceClient(launched.ConnectionString).GetPropertiesAsync();
    }

    [Fact]
    public void FreePorts_AreDifferent_AndNoneThatAnOutgoingConnectionMayTake()
    {
        int[] ports = LoopbackPorts.Free(50);

        Assert.Equal(50, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 1_024, 32_767));
    }
}
