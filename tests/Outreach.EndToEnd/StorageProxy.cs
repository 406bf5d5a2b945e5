using System.Net;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Outreach.Adapters.Storage;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Settings;
using Outreach.Testing.Azurite;

namespace Outreach.EndToEnd;

/// <summary>Stands between a host and the tables of its storage: counts what is written, and calls back right after a chosen write, before the host is told.</summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _storage;
    private readonly AzuriteServer _azurite;
    private readonly Uri _address;
    private Action _strike = static () => { };
    private TimeSpan _later;
    private byte[] _named = [];
    private (byte[] Named, TimeSpan By) _slow = ([], TimeSpan.Zero);
    private TaskCompletionSource _struck = new();
    private int _left;

    private StorageProxy(WebApplication app, AzuriteServer azurite, Uri address)
    {
        _app = app;
        _azurite = azurite;
        _address = address;
        _storage = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None });
    }

    /// <summary>For a host that is to go this way.</summary>
    public IReadOnlyDictionary<string, string> Settings
    {
        get
        {
            string through = _azurite.ConnectionString.Replace(_azurite.TableEndpoint.Authority, _address.Authority, StringComparison.Ordinal);
            return new[] { "AzureWebJobsStorage", "Storage__Data", "Storage__Lists", "Storage__Audit" }.ToDictionary(key => key, _ => through, StringComparer.Ordinal);
        }
    }

    /// <summary>The same tables without the proxy.</summary>
    public TableServiceClient Tables => new(_azurite.ConnectionString);

    /// <summary>All accounts without the proxy.</summary>
    public OutreachStorage Storage => new(Tables, new BlobServiceClient(_azurite.ConnectionString), new BlobServiceClient(_azurite.ConnectionString));

    public static async Task<StorageProxy> StartAsync()
    {
        // Of its own: the demonstration's campaign is opened where there is none, and its key is in the folder of the host that opened it.
        AzuriteServer azurite = await AzuriteFixture.StartOwnAsync();
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}/");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        WebApplication app = builder.Build();
        var proxy = new StorageProxy(app, azurite, address);
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>Calls back after so many writes from now.</summary>
    /// <param name="later">What passes in between, while others are served.</param>
    /// <param name="table">Counts writes to this one alone; empty for all.</param>
    public void StrikeAfter(int writes, Action strike, TimeSpan later = default, string table = "")
    {
        _struck = new TaskCompletionSource();
        _strike = strike;
        _later = later;
        _named = NameOf(table);
        Volatile.Write(ref _left, writes);
    }

    /// <summary>Lets each write to a table take longer from now on, so that others have time to see it half done.</summary>
    public void Slow(string table, TimeSpan by) => _slow = (NameOf(table), by);

    /// <summary>Whether the chosen write comes before a story ends. If not, none is struck any more: the host's timers go on writing after the end.</summary>
    public async Task<bool> StrikesBeforeEndOfAsync(Task story)
    {
        if (await Task.WhenAny(story, _struck.Task) == story && Interlocked.Exchange(ref _left, 0) > 0)
        {
            return false;
        }

        await _struck.Task;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _storage.Dispose();
    }

    private async Task ForwardAsync(HttpContext http)
    {
        // As it was signed: nothing of the address may be normalized.
        string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), $"http://{_azurite.TableEndpoint.Authority}{target}");
        using var asked = new MemoryStream();
        if (http.Request.ContentLength is not null || http.Request.Headers.TransferEncoding.Count > 0)
        {
            await http.Request.Body.CopyToAsync(asked);
            request.Content = new ByteArrayContent(asked.GetBuffer(), 0, (int)asked.Length);
        }

        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in http.Request.Headers.Where(header => header.Key is not ("Host" or "Transfer-Encoding")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        bool isWrite = !HttpMethods.IsGet(http.Request.Method);
        if (isWrite && _slow.By > TimeSpan.Zero && Concerns(_slow.Named, target, asked))
        {
            await Task.Delay(_slow.By, TimeProvider.System);
        }

        using HttpResponseMessage response = await _storage.SendAsync(request);
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        if (response.IsSuccessStatusCode && isWrite && Concerns(_named, target, asked) && Interlocked.Decrement(ref _left) == 0)
        {
            await Task.Delay(_later, TimeProvider.System);
            _strike();
            _struck.TrySetResult();
            http.Abort();
            return;
        }

        http.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not "Transfer-Encoding"))
        {
            http.Response.Headers[name] = values.ToArray();
        }

        await http.Response.Body.WriteAsync(body);
    }

    /// <summary>As a table stands in addresses; empty for all.</summary>
    private static byte[] NameOf(string table) => Encoding.UTF8.GetBytes(table.Length == 0 ? "" : $"/{table}(");

    /// <summary>A transaction names its rows in its body, and an insertion its table without a row.</summary>
    private static bool Concerns(byte[] table, string target, MemoryStream asked) =>
        Encoding.UTF8.GetBytes(target + "(").AsSpan().IndexOf(table) >= 0 || asked.GetBuffer().AsSpan(0, (int)asked.Length).IndexOf(table) >= 0;
}
