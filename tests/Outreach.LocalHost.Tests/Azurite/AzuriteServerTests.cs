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

    [Fact]
    public void FreePorts_AreDifferent_AndNoneThatAnOutgoingConnectionMayTake()
    {
        int[] ports = LoopbackPorts.Free(50);

        Assert.Equal(50, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 1_024, 32_767));
    }
}
