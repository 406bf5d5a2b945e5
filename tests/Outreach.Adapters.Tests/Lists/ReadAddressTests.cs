using System.Net;
using System.Web;
using Azure.Storage;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Storage;
using Outreach.LocalHost.Azurite;
using Outreach.Testing.Azurite;
using Xunit;

namespace Outreach.Adapters.Tests.Lists;

/// <summary>Signed with the emulator's account key.</summary>
public sealed class AccountKeyReadAddressTests : ReadAddressContract
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    internal override Task<ReadAddressBench> CreateAsync() => ReadAddressBench.WithAccountKeyAsync();

    [Theory]
    [InlineData("https://outreachlists.blob.core.windows.net/")]
    [InlineData("http://outreachlists.blob.core.windows.net/")]
    [InlineData("https://10.0.0.4:10000/outreachlists")]
    [InlineData("https://127.0.0.1.example.com/outreachlists")]
    [Trait("threat", "13")]
    public async Task Mint_AccountBeyondThisMachine_IsRefusedWithoutSayingTheKey(string account)
    {
        string key = Convert.ToBase64String(new byte[64]);
        var lists = new BlobServiceClient(new Uri(account), new StorageSharedKeyCredential("outreachlists", key));

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => MintAsync(lists));

        Assert.DoesNotContain(key, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "13")]
    public async Task Address_MintedForHttps_IsRefusedOverHttp()
    {
        AzuriteServer server = await AzuriteFixture.GetAsync();
        using ReadAddressBench bench = await CreateAsync();
        var overHttps = new BlobServiceClient(server.ConnectionString.Replace("http://", "https://", StringComparison.Ordinal));

        Uri https = await MintAsync(overHttps, bench.Blob.Name, TimeProvider.System.GetUtcNow());
        Uri http = await bench.MintAsync();

        Assert.Equal("https", HttpUtility.ParseQueryString(https.Query)["spr"]);
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(bench, "GET", new UriBuilder(https) { Scheme = "http" }.Uri));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(bench, "GET", http));
    }

    private static async Task<Uri> MintAsync(BlobServiceClient lists, string blob = "list/blob", DateTimeOffset? now = null)
    {
        using var addresses = new BlobReadAddresses(new OutreachStorage(null!, lists, lists), new FakeTimeProvider(now ?? Noon));
        return await addresses.MintAsync(
            lists.GetBlobContainerClient(BlobSealedStore.Container).GetBlobClient(blob), TimeSpan.FromSeconds(60), DateTimeOffset.MaxValue, default);
    }
}

/// <summary>Signed with a key that storage delegates to the application's identity, as in Azure.</summary>
public sealed class DelegatedReadAddressTests : ReadAddressContract
{
    internal override Task<ReadAddressBench> CreateAsync() => ReadAddressBench.WithIdentityAsync();

    [Fact]
    [Trait("threat", "13")]
    public async Task Address_ByAnIdentity_NamesItReadsOneBlobAndWantsHttps()
    {
        using ReadAddressBench bench = await CreateAsync();

        Uri address = await bench.MintAsync();

        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(address.Query);
        Assert.Equal("https", address.Scheme);
        Assert.Equal("https", query["spr"]);
        Assert.Equal("b", query["sr"]);
        Assert.Equal("r", query["sp"]);
        Assert.Equal(EmulatorCredential.ObjectId, query["skoid"]);
        Assert.Equal(EmulatorCredential.Tenant, query["sktid"]);
        Assert.True(Instant(address, "se") <= Instant(address, "ske"));
    }

    [Theory]
    [InlineData("skoid", "33333333-3333-3333-3333-333333333333")]
    [InlineData("ske", "2099-01-01T00:00:00Z")]
    [InlineData("spr", "https,http")]
    [Trait("threat", "12")]
    [Trait("threat", "13")]
    public async Task Address_WithItsDelegationChanged_IsRefused(string field, string value)
    {
        using ReadAddressBench bench = await CreateAsync();
        var address = new UriBuilder(await bench.MintAsync());
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(address.Query);

        query[field] = value;
        address.Query = query.ToString();

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(bench, "GET", address.Uri));
    }

    [Fact]
    [Trait("threat", "12")]
    public async Task Mint_ManyAtOnce_AsksForOneKeyAndRenewsItBeforeAnAddressCouldOutliveIt()
    {
        var asked = new Asked();
        using ReadAddressBench bench = await ReadAddressBench.WithIdentityAsync(wire => asked.Around(wire));
        DateTimeOffset begun = TimeProvider.System.GetUtcNow();
        bench.Clock.AdjustTime(begun);
        using var addresses = new BlobReadAddresses(bench.Storage, bench.Clock);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => MintAsync()));
        Assert.Equal(1, asked.Keys);
        for (int minutes = 0; minutes <= 300; minutes += 10)
        {
            bench.Clock.AdjustTime(begun.AddMinutes(minutes));
            Uri address = await MintAsync();
            Assert.True(Instant(address, "se") < Instant(address, "ske"));
        }

        Assert.InRange(asked.Keys, 2, 6);

        Task<Uri> MintAsync() => addresses.MintAsync(bench.Blob, TimeSpan.FromSeconds(60), DateTimeOffset.MaxValue, default);
    }

    private sealed class Asked : DelegatingHandler
    {
        private int _keys;

        public int Keys => _keys;

        public HttpMessageHandler Around(HttpMessageHandler wire)
        {
            InnerHandler = wire;
            return this;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Query.Contains("comp=userdelegationkey", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _keys);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
