using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Web;
using Azure.Storage.Blobs;
using Outreach.Adapters.Lists;
using Xunit;

namespace Outreach.Adapters.Tests.Lists;

/// <summary>What an address that an opening hands out can and cannot do, whoever signed it; asked of a storage service, not of the query's text.</summary>
public abstract class ReadAddressContract
{
    internal abstract Task<ReadAddressBench> CreateAsync();

    [Fact]
    public async Task Address_OfABlob_ReadsIt()
    {
        using ReadAddressBench bench = await CreateAsync();

        Uri address = await bench.MintAsync();

        Assert.Equal(bench.Ciphertext, await bench.Http.GetByteArrayAsync(address));
    }

    /// <summary>Each request works with an address that allows everything, so that its refusal is the address's doing.</summary>
    [Theory]
    [InlineData("PUT", "", "x-ms-blob-type: BlockBlob")]
    [InlineData("PUT", "comp=block&blockid=AAAA", "")]
    [InlineData("PUT", "comp=metadata", "x-ms-meta-a: b")]
    [InlineData("PUT", "comp=properties", "x-ms-blob-content-type: text/html")]
    [InlineData("PUT", "comp=snapshot", "")]
    [InlineData("PUT", "comp=tier", "x-ms-access-tier: Cool")]
    [InlineData("PUT", "comp=lease", "x-ms-lease-action: acquire|x-ms-lease-duration: 15")]
    [InlineData("DELETE", "", "x-ms-delete-snapshots: include")]
    [Trait("threat", "14")]
    public async Task Address_UsedToChange_IsRefused(string method, string operation, string headers)
    {
        using ReadAddressBench bench = await CreateAsync();
        Uri address = await bench.MintAsync();
        Uri wide = await bench.MintWideAsync();

        HttpStatusCode refused = await SendAsync(bench, method, With(address, operation), headers);
        byte[] after = await bench.ReadBlobAsync();
        HttpStatusCode control = await SendAsync(bench, method, With(wide, operation), headers);

        Assert.Equal(HttpStatusCode.Forbidden, refused);
        Assert.Equal(bench.Ciphertext, after);
        Assert.InRange((int)control, 200, 202);
    }

    [Fact]
    [Trait("threat", "14")]
    public async Task Address_UsedToList_IsRefused()
    {
        using ReadAddressBench bench = await CreateAsync();
        Uri address = await bench.MintAsync();
        Uri wide = await bench.MintWideAsync();

        HttpStatusCode blobs = await SendAsync(bench, "GET", Container(address));
        HttpStatusCode containers = await SendAsync(bench, "GET", Account(address));
        HttpStatusCode control = await SendAsync(bench, "GET", Container(wide));

        Assert.Equal(HttpStatusCode.Forbidden, blobs);
        Assert.Equal(HttpStatusCode.Forbidden, containers);
        Assert.Equal(HttpStatusCode.OK, control);

        Uri Container(Uri of) => new($"{bench.Storage.Lists.Uri}/{BlobSealedStore.Container}?restype=container&comp=list&{of.Query.TrimStart('?')}");
        Uri Account(Uri of) => new($"{bench.Storage.Lists.Uri}/?comp=list&{of.Query.TrimStart('?')}");
    }

    [Fact]
    [Trait("threat", "15")]
    public async Task Address_OfAnotherBlobOrContainer_IsRefused()
    {
        using ReadAddressBench bench = await CreateAsync();
        BlobClient sibling = bench.Storage.Lists.GetBlobContainerClient(BlobSealedStore.Container).GetBlobClient(bench.Blob.Name + "0");
        BlobContainerClient others = bench.Storage.Lists.GetBlobContainerClient("other-lists");
        await others.CreateIfNotExistsAsync();
        BlobClient elsewhere = others.GetBlobClient(bench.Blob.Name);
        foreach (BlobClient blob in new[] { sibling, elsewhere })
        {
            await blob.UploadAsync(BinaryData.FromString("other"));
        }

        string query = (await bench.MintAsync()).Query;

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(bench, "GET", new Uri(sibling.Uri + query)));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(bench, "GET", new Uri(elsewhere.Uri + query)));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(bench, "GET", new Uri(bench.Blob.Uri + query)));
    }

    /// <summary>The address lives sixty seconds from, and is valid from five minutes before, the clock of the application.</summary>
    [Theory]
    [InlineData(-59, true)]
    [InlineData(-61, false)]
    [InlineData(299, true)]
    [InlineData(302, false)]
    [Trait("threat", "12")]
    public async Task Address_AroundItsTimes_IsGoodWithinThemOnly(int skewSeconds, bool good)
    {
        using ReadAddressBench bench = await CreateAsync();
        // What is still good a second before its end is asked for within that second, or it says nothing.
        HttpStatusCode answer;
        Uri address;
        do
        {
            address = await bench.MintAsync(TimeSpan.FromSeconds(skewSeconds));
            answer = await SendAsync(bench, "GET", address);
        }
        while (good && answer != HttpStatusCode.OK && Instant(address, "se") <= TimeProvider.System.GetUtcNow());

        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer);
    }

    [Theory]
    [InlineData(90, 60)]
    [InlineData(61, 60)]
    [InlineData(59, 59)]
    [InlineData(1, 1)]
    [Trait("threat", "12")]
    [Trait("threat", "37")]
    public async Task Address_OfAListAboutToEnd_EndsWithIt(int listEndsInSeconds, int lifeSeconds)
    {
        using ReadAddressBench bench = await CreateAsync();

        Uri address = await bench.MintAsync(listEndsIn: TimeSpan.FromSeconds(listEndsInSeconds));

        DateTimeOffset end = Instant(address, "se");
        Assert.InRange(bench.Clock.GetUtcNow().AddSeconds(lifeSeconds) - end, TimeSpan.Zero, TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
    }

    [Theory]
    [InlineData("se", "2099-01-01T00:00:00Z")]
    [InlineData("st", "2020-01-01T00:00:00Z")]
    [InlineData("sp", "racwd")]
    [InlineData("sr", "c")]
    [InlineData("sig", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [Trait("threat", "12")]
    [Trait("threat", "14")]
    public async Task Address_WithAFieldChanged_IsRefused(string field, string value)
    {
        using ReadAddressBench bench = await CreateAsync();
        var address = new UriBuilder(await bench.MintAsync());
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(address.Query);
        Assert.NotNull(query[field]);

        query[field] = value;
        address.Query = query.ToString();

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(bench, "GET", address.Uri));
    }

    [Fact]
    [Trait("threat", "16")]
    public async Task Address_OfADestroyedBlob_FindsNothing()
    {
        using ReadAddressBench bench = await CreateAsync();
        using var addresses = new BlobReadAddresses(bench.Storage, bench.Clock);
        Uri address = await bench.MintAsync();

        await new BlobSealedStore(bench.Storage, addresses).DestroyAsync(bench.Blob.Name, default);

        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(bench, "GET", address));
    }

    [Fact]
    [Trait("threat", "37")]
    public async Task Address_ExpiresDuringADownload_FinishesItAndBeginsNoOther()
    {
        using ReadAddressBench bench = await CreateAsync();
        byte[] large = RandomNumberGenerator.GetBytes(32 * 1024 * 1024);
        await bench.Blob.UploadAsync(BinaryData.FromBytes(large), overwrite: true);
        Uri address = await bench.MintAsync(listEndsIn: TimeSpan.FromSeconds(3));

        using HttpResponseMessage download = await bench.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        while (TimeProvider.System.GetUtcNow() <= Instant(address, "se"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(bench, "GET", address));
        Assert.Equal(SHA256.HashData(large), SHA256.HashData(await download.Content.ReadAsByteArrayAsync()));
    }

    private protected static DateTimeOffset Instant(Uri address, string field) =>
        DateTimeOffset.Parse(HttpUtility.ParseQueryString(address.Query)[field]!, CultureInfo.InvariantCulture);

    private protected static async Task<HttpStatusCode> SendAsync(ReadAddressBench bench, string method, Uri address, string headers = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add("x-ms-version", "2021-12-02");
        if (method == "PUT")
        {
            request.Content = new ByteArrayContent(address.Query.Contains("comp=block", StringComparison.Ordinal) || !address.Query.Contains("comp=", StringComparison.Ordinal) ? [1] : []);
        }

        foreach (string[] header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split(": ")))
        {
            request.Headers.Add(header[0], header[1]);
        }

        using HttpResponseMessage response = await bench.Http.SendAsync(request);
        return response.StatusCode;
    }

    private static Uri With(Uri address, string operation) => operation.Length == 0 ? address : new Uri($"{address}&{operation}");
}
