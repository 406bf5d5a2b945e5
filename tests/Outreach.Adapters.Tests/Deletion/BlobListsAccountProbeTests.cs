using System.Net;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Deletion;
using Outreach.Adapters.Storage;
using Outreach.Core.Deletion;
using Outreach.Testing.Azurite;
using Outreach.Testing.Deletion;
using Xunit;

namespace Outreach.Adapters.Tests.Deletion;

/// <summary>Against the emulator, which has one of the settings, and keeps nothing whatever it says.</summary>
public sealed class AzuriteListsAccountProbeTests : ListsAccountProbeContract, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => SetAsync(softDelete: false);

    protected override async Task<IListsAccountProbe> CreateAsync(bool softDelete)
    {
        await SetAsync(softDelete);
        return new BlobListsAccountProbe(await AzuriteFixture.GetStorageAsync(), TimeProvider.System);
    }

    private static async Task SetAsync(bool softDelete)
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        BlobServiceProperties settings = await storage.Lists.GetPropertiesAsync();
        settings.DeleteRetentionPolicy = new BlobRetentionPolicy { Enabled = softDelete, Days = softDelete ? 7 : null };
        await storage.Lists.SetPropertiesAsync(settings);
    }
}

/// <summary>Against answers as Azure gives them.</summary>
public sealed class BlobListsAccountProbeTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Look_AsItHasToBe_FindsNothingAndLeavesNothing(bool hasLists)
    {
        using var account = new AzureLikeListsAccount { HasLists = hasLists };

        Assert.Empty(await LookAsync(account));
        Assert.Empty(account.Containers);
        Assert.DoesNotContain(account.Requests, request => request.Contains("/lists", StringComparison.Ordinal) && !request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("threat", "41")]
    public async Task Look_EachSettingThatKeepsWhatIsDeleted_IsFound()
    {
        await FindsAsync(ListsAccountFault.BlobSoftDelete, new AzureLikeListsAccount { SoftDelete = true });
        await FindsAsync(ListsAccountFault.BlobSoftDelete, new AzureLikeListsAccount { SoftDeleteUntold = true });
        await FindsAsync(ListsAccountFault.Versioning, new AzureLikeListsAccount { Versioning = true });
        await FindsAsync(ListsAccountFault.Versioning, new AzureLikeListsAccount { Versioning = true, VersionUntold = true });
        await FindsAsync(ListsAccountFault.ContainerSoftDelete, new AzureLikeListsAccount { ContainerSoftDelete = true });
        await FindsAsync(ListsAccountFault.Immutability, new AzureLikeListsAccount { Immutability = true });
        await FindsAsync(ListsAccountFault.Immutability, new AzureLikeListsAccount { LegalHold = true });
        await FindsAsync(ListsAccountFault.Immutability, new AzureLikeListsAccount { LegalHold = true, Held = "outreach-batches" });
    }

    [Fact]
    [Trait("threat", "41")]
    public async Task Look_SeveralSettings_FindsAllOfThem()
    {
        using var account = new AzureLikeListsAccount { SoftDelete = true, Versioning = true, ContainerSoftDelete = true, LegalHold = true };

        IReadOnlyCollection<ListsAccountFault> faults = await LookAsync(account);

        Assert.Equal(
            [ListsAccountFault.BlobSoftDelete, ListsAccountFault.Versioning, ListsAccountFault.ContainerSoftDelete, ListsAccountFault.Immutability],
            faults.Order());
    }

    [Fact]
    [Trait("threat", "41")]
    public async Task Look_ForbiddenAtAnyStep_FindsThat()
    {
        for (int step = 1; step <= 8; step++)
        {
            int refused = step;
            using var account = new AzureLikeListsAccount { Refuses = request => request == refused ? HttpStatusCode.Forbidden : null };

            Assert.Equal([ListsAccountFault.Forbidden], await LookAsync(account));
            Assert.Equal(refused, account.Requests.Count);
        }
    }

    [Fact]
    public async Task Look_BusyAtFirst_LooksAgain()
    {
        using var account = new AzureLikeListsAccount { Versioning = true, Refuses = request => request <= 2 ? HttpStatusCode.ServiceUnavailable : null };

        IReadOnlyCollection<ListsAccountFault> faults = await WhileTimePassesAsync(LookAsync(account));

        Assert.Equal([ListsAccountFault.Versioning], faults);
    }

    [Fact]
    public async Task Look_NoAnswerAtAll_GivesUpInTime()
    {
        using var account = new AzureLikeListsAccount { Refuses = static _ => HttpStatusCode.ServiceUnavailable };
        DateTimeOffset begun = _time.GetUtcNow();

        IReadOnlyCollection<ListsAccountFault> faults = await WhileTimePassesAsync(LookAsync(account));

        Assert.Equal([ListsAccountFault.NoAnswer], faults);
        Assert.InRange(_time.GetUtcNow() - begun, BlobListsAccountProbe.Patience, BlobListsAccountProbe.Patience + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Look_ProbesThatKillsLeftBehind_GoesOnlyForOldOnes()
    {
        using var account = new AzureLikeListsAccount();
        account.Add("probe-old", _time.GetUtcNow() - TimeSpan.FromMinutes(61));
        account.Add("probe-new", _time.GetUtcNow() - TimeSpan.FromMinutes(59));
        account.Add("lists", _time.GetUtcNow() - TimeSpan.FromDays(61));

        Assert.Empty(await LookAsync(account));

        Assert.Equal(["lists", "probe-new"], account.Containers.Order(StringComparer.Ordinal));
    }

    private async Task FindsAsync(ListsAccountFault fault, AzureLikeListsAccount account)
    {
        using (account)
        {
            Assert.Equal([fault], await LookAsync(account));
        }
    }

    private Task<IReadOnlyCollection<ListsAccountFault>> LookAsync(AzureLikeListsAccount account) => new BlobListsAccountProbe(account.Storage(), _time).LookAsync(default);

    private async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        while (await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None)) != task)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        return await task;
    }
}
