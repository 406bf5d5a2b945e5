using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Azurite;
using Xunit;

namespace Outreach.Adapters.Tests.Lists;

/// <summary>What may hold a ciphertext: on the emulator as far as it can, with Azure's own answers where it cannot.</summary>
public sealed class BlobDestructionTests
{
    [Theory]
    [InlineData(15)]
    [InlineData(-1)]
    [Trait("threat", "39")]
    public async Task Destroy_LeasedBlob_BreaksTheLeaseAndLeavesNothing(int seconds)
    {
        (BlobSealedStore store, BlobContainerClient container, string name) = await BlobAsync();
        await container.GetBlobClient(name).GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(seconds));

        Assert.Null(await store.DestroyAsync(name, default));

        Assert.Empty(await EverythingAsync(container, name));
    }

    [Fact]
    [Trait("threat", "39")]
    public async Task Destroy_BlobWithSnapshots_LeavesNeither()
    {
        (BlobSealedStore store, BlobContainerClient container, string name) = await BlobAsync();
        await container.GetBlobClient(name).CreateSnapshotAsync();
        await container.GetBlobClient(name).CreateSnapshotAsync();
        Assert.Equal(3, (await EverythingAsync(container, name)).Count);

        Assert.Null(await store.DestroyAsync(name, default));

        Assert.Empty(await EverythingAsync(container, name));
    }

    [Fact]
    [Trait("threat", "39")]
    public async Task Destroy_LeasedBlobWithSnapshots_LeavesNeither()
    {
        (BlobSealedStore store, BlobContainerClient container, string name) = await BlobAsync();
        await container.GetBlobClient(name).CreateSnapshotAsync();
        await container.GetBlobClient(name).GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(-1));

        Assert.Null(await store.DestroyAsync(name, default));

        Assert.Empty(await EverythingAsync(container, name));
    }

    [Theory]
    [InlineData("BlobImmutableDueToPolicy", Obstacle.BlobHeld)]
    [InlineData("BlobImmutableDueToLegalHold", Obstacle.BlobHeld)]
    [InlineData("SnapshotOperationRateExceeded", Obstacle.BlobRefused)]
    [Trait("threat", "39")]
    [Trait("threat", "40")]
    public async Task Destroy_AzureRefuses_SaysWhatIsInTheWay(string code, Obstacle obstacle)
    {
        BlobSealedStore store = Azure(request => request.Method == HttpMethod.Delete ? Error(HttpStatusCode.Conflict, code) : Page(""));

        Assert.Equal(obstacle, await store.DestroyAsync("a/b", default));
    }

    [Fact]
    [Trait("threat", "39")]
    public async Task Destroy_LeaseTakenAgainAtOnce_SaysThatItIsLeased()
    {
        BlobSealedStore store = Azure(request =>
            request.Method == HttpMethod.Delete ? Error(HttpStatusCode.PreconditionFailed, "LeaseIdMissing") : new HttpResponseMessage(HttpStatusCode.Accepted));

        Assert.Equal(Obstacle.BlobLeased, await store.DestroyAsync("a/b", default));
    }

    [Theory]
    [InlineData("<Deleted>true</Deleted>", Obstacle.BlobSoftDeleted)]
    [InlineData("", Obstacle.BlobStillThere)]
    [Trait("threat", "40")]
    [Trait("threat", "41")]
    public async Task Destroy_ReadBackFindsIt_SaysSo(string member, Obstacle obstacle)
    {
        BlobSealedStore store = Azure(request => request.Method == HttpMethod.Delete
            ? new HttpResponseMessage(HttpStatusCode.Accepted)
            : Page($"<Blob><Name>a/b</Name>{member}<Properties /></Blob>"));

        Assert.Equal(obstacle, await store.DestroyAsync("a/b", default));
    }

    /// <summary>With versioning on, deleting a blob leaves its last version: it is deleted by its name.</summary>
    [Fact]
    [Trait("threat", "41")]
    public async Task Destroy_AccountKeepsVersions_DeletesEachOfThem()
    {
        List<string> versions = ["2026-11-02T12:00:00.0000000Z", "2026-11-02T12:00:01.0000000Z"];
        BlobSealedStore store = Azure(request =>
        {
            if (request.Method != HttpMethod.Delete)
            {
                return Page(string.Concat(versions.Select(version => $"<Blob><Name>a/b</Name><VersionId>{version}</VersionId><Properties /></Blob>")));
            }

            versions.RemoveAll(version => Uri.UnescapeDataString(request.RequestUri!.Query).Contains(version, StringComparison.Ordinal));
            return new HttpResponseMessage(HttpStatusCode.Accepted);
        });

        Assert.Null(await store.DestroyAsync("a/b", default));

        Assert.Empty(versions);
    }

    [Fact]
    [Trait("threat", "40")]
    public async Task Destroy_StorageDown_IsTransientAndQuotesNoName()
    {
        BlobSealedStore store = Azure(_ => Error(HttpStatusCode.ServiceUnavailable, "ServerBusy"));

        TransientDependencyException down = await Assert.ThrowsAsync<TransientDependencyException>(() => store.DestroyAsync("a/b", default));

        Assert.DoesNotContain("a/b", down.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(BlobSealedStore Store, BlobContainerClient Container, string Name)> BlobAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        BlobContainerClient container = storage.Lists.GetBlobContainerClient(BlobSealedStore.Container);
        await container.CreateIfNotExistsAsync();
        string name = $"{ListId.Create()}/{RandomId.Create()}";
        var store = new BlobSealedStore(storage, new BlobReadAddresses(storage, TimeProvider.System));
        await store.UploadAsync(name, new byte[] { 1, 2, 3 }, default);
        return (store, container, name);
    }

    private static async Task<List<BlobItem>> EverythingAsync(BlobContainerClient container, string name)
    {
        List<BlobItem> items = [];
        await foreach (BlobItem item in container.GetBlobsAsync(BlobTraits.None, BlobStates.Snapshots | BlobStates.Uncommitted, name, default))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>An account that answers as the test says.</summary>
    private static BlobSealedStore Azure(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(new Answers(answer)), Retry = { MaxRetries = 0 } };
        var blobs = new BlobServiceClient(new Uri("https://lists.blob.core.windows.net/"), options);
        var storage = new OutreachStorage(new TableServiceClient("UseDevelopmentStorage=true"), blobs, blobs);
        return new BlobSealedStore(storage, new BlobReadAddresses(storage, TimeProvider.System));
    }

    private static HttpResponseMessage Error(HttpStatusCode status, string code)
    {
        var response = new HttpResponseMessage(status) { Content = Xml($"<Error><Code>{code}</Code><Message>a/b</Message></Error>") };
        response.Headers.Add("x-ms-error-code", code);
        return response;
    }

    private static HttpResponseMessage Page(string blobs) =>
        new(HttpStatusCode.OK) { Content = Xml($"<EnumerationResults ContainerName=\"lists\"><Blobs>{blobs}</Blobs><NextMarker /></EnumerationResults>") };

    private static StringContent Xml(string text) => new(text, Encoding.UTF8, "application/xml");

    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = answer(request);
            response.Content ??= new ByteArrayContent([]);
            response.RequestMessage = request;
            return Task.FromResult(response);
        }
    }
}
