using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Storage;
using Outreach.Core.Lists;
using Outreach.Testing.Azurite;

namespace Outreach.Adapters.Tests.Lists;

/// <summary>A blob in an emulator, addresses minted at a moment of the test's choice, and plain HTTP as whoever holds an address has it.</summary>
/// <remarks>The emulator's clock is the machine's: tests move the product's clock instead.</remarks>
internal sealed class ReadAddressBench : IDisposable
{
    private readonly BlobReadAddresses _addresses;

    private ReadAddressBench(OutreachStorage storage, HttpMessageHandler wire)
    {
        Storage = storage;
        Http = new HttpClient(wire);
        Blob = storage.Lists.GetBlobContainerClient(BlobSealedStore.Container).GetBlobClient($"{ListId.Create()}/{Core.RandomId.Create()}");
        _addresses = new BlobReadAddresses(storage, Clock);
    }

    public OutreachStorage Storage { get; }

    public HttpClient Http { get; }

    public BlobClient Blob { get; }

    public byte[] Ciphertext { get; } = RandomNumberGenerator.GetBytes(8 * 1024);

    /// <summary>The clock of the product.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public static async Task<ReadAddressBench> WithAccountKeyAsync() =>
        await new ReadAddressBench(await AzuriteFixture.GetStorageAsync(), new HttpClientHandler()).FillAsync();

    /// <param name="watch">Put around the wire, to count calls.</param>
    public static async Task<ReadAddressBench> WithIdentityAsync(Func<HttpMessageHandler, HttpMessageHandler>? watch = null)
    {
        HttpMessageHandler wire = await AzuriteFixture.CreatePinnedHandlerAsync();
        wire = watch?.Invoke(wire) ?? wire;
        return await new ReadAddressBench(await AzuriteFixture.GetStorageByIdentityAsync(wire), wire).FillAsync();
    }

    /// <summary>As an opening does, by a product whose clock differs from the emulator's by <paramref name="skew"/>.</summary>
    public Task<Uri> MintAsync(TimeSpan skew = default, TimeSpan? listEndsIn = null)
    {
        Clock.AdjustTime(TimeProvider.System.GetUtcNow() + skew);
        return _addresses.MintAsync(Blob, KeyRelease.AddressLife, Clock.GetUtcNow() + (listEndsIn ?? TimeSpan.FromDays(30)), default);
    }

    /// <summary>What the product never mints: shows that a request which is refused with the real address is a request that works.</summary>
    public async Task<Uri> MintWideAsync()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var sas = new BlobSasBuilder(BlobContainerSasPermissions.All, now.AddMinutes(10)) { BlobContainerName = Blob.BlobContainerName, Resource = "c" };
        BlobSasQueryParameters query = Blob.CanGenerateSasUri
            ? new BlobUriBuilder(Storage.Lists.GetBlobContainerClient(Blob.BlobContainerName).GenerateSasUri(sas)).Sas
            : sas.ToSasQueryParameters((await Storage.Lists.GetUserDelegationKeyAsync(now.AddMinutes(-5), now.AddHours(1), default)).Value, Storage.Lists.AccountName);
        return new BlobUriBuilder(Blob.Uri) { Sas = query }.ToUri();
    }

    public async Task<byte[]> ReadBlobAsync() => (await Blob.DownloadContentAsync()).Value.Content.ToArray();

    public void Dispose()
    {
        Http.Dispose();
        _addresses.Dispose();
    }

    private async Task<ReadAddressBench> FillAsync()
    {
        await Storage.Lists.GetBlobContainerClient(BlobSealedStore.Container).CreateIfNotExistsAsync();
        await Blob.UploadAsync(BinaryData.FromBytes(Ciphertext));
        return this;
    }
}
