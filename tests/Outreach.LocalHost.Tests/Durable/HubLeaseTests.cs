using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Time.Testing;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Durable;
using Outreach.Testing.Azurite;
using Xunit;

namespace Outreach.LocalHost.Tests.Durable;

public sealed class HubLeaseTests
{
    [Fact]
    [Trait("threat", "74")]
    public async Task Acquire_AnotherHostRunsHere_IsRefusedAndNamesIt()
    {
        BlobContainerClient container = await ContainerAsync();
        await using var first = new HubLease(container, TimeProvider.System);
        await first.AcquireAsync(static _ => { }, CancellationToken.None);

        await using var second = new HubLease(container, TimeProvider.System);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => second.AcquireAsync(static _ => { }, CancellationToken.None));

        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acquire_TheHolderWasKilledHere_TakesOverWithoutWaiting()
    {
        BlobContainerClient container = await ContainerAsync();
        await HoldAsync(container, Environment.MachineName, int.MaxValue - 1);
        bool waited = false;

        await using var next = new HubLease(container, TimeProvider.System);
        await next.AcquireAsync(_ => waited = true, CancellationToken.None);

        Assert.False(waited);
    }

    [Fact]
    [Trait("threat", "74")]
    public async Task Acquire_TheHolderIsOnAnotherMachine_WaitsForItsLeaseAndThenGivesUp()
    {
        BlobContainerClient container = await ContainerAsync();
        await HoldAsync(container, "elsewhere", 1);
        var time = new FakeTimeProvider();
        int waits = 0;

        await using var next = new HubLease(container, time);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => next.AcquireAsync(
            holder =>
            {
                waits++;
                _ = Task.Run(async () =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                    time.Advance(TimeSpan.FromSeconds(10));
                });
            },
            CancellationToken.None));

        Assert.InRange(waits, 2, 5);
        Assert.Contains("elsewhere", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "74")]
    public async Task Renew_AnotherHostTookTheLease_SaysThatItIsLost()
    {
        BlobContainerClient container = await ContainerAsync();
        var time = new FakeTimeProvider();
        var lost = new TaskCompletionSource();
        await using var first = new HubLease(container, time) { Lost = () => lost.TrySetResult() };
        await first.AcquireAsync(static _ => { }, CancellationToken.None);
        BlobLeaseClient other = container.GetBlobClient("host").GetBlobLeaseClient();
        await other.BreakAsync(TimeSpan.Zero);
        await other.AcquireAsync(TimeSpan.FromSeconds(15));

        time.Advance(TimeSpan.FromSeconds(6));

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    private static async Task<BlobContainerClient> ContainerAsync()
    {
        AzuriteServer azurite = await AzuriteFixture.GetAsync();
        return new BlobContainerClient(azurite.ConnectionString, $"lease-{Guid.NewGuid():n}");
    }

    private static async Task HoldAsync(BlobContainerClient container, string machine, int process)
    {
        await container.CreateIfNotExistsAsync();
        BlobClient blob = container.GetBlobClient("host");
        var holder = new LeaseHolder(machine, process, TimeProvider.System.GetUtcNow().UtcDateTime, TimeProvider.System.GetUtcNow());
        await blob.UploadAsync(BinaryData.FromString(""), new BlobUploadOptions { Metadata = holder.Write() });
        await blob.GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
    }
}
