using Outreach.Adapters.Storage;
using Outreach.Adapters.Tests.Deletion;
using Xunit;

namespace Outreach.Adapters.Tests.Storage;

public sealed class StorageSetupTests
{
    /// <summary>In the audit account the application may not make containers, and Azure refuses before it looks whether there is one.</summary>
    [Fact]
    public async Task Run_ContainerIsThere_AsksForNoRightToMakeIt()
    {
        using var account = new AzureLikeListsAccount();

        await new StorageSetup(account.Storage(), [new StoragePart(StoragePlace.AuditContainer, "lists")]).RunAsync(default);

        Assert.StartsWith("GET /lists?restype=container", Assert.Single(account.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ContainerIsMissing_MakesIt()
    {
        using var account = new AzureLikeListsAccount { HasLists = false };

        await new StorageSetup(account.Storage(), [new StoragePart(StoragePlace.ListsContainer, "lists")]).RunAsync(default);

        Assert.Contains("lists", account.Containers);
    }
}
