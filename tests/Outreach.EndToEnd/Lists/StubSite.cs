using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Storage;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Functions.Lists.Page;

namespace Outreach.EndToEnd.Lists;

/// <summary>The page's own functions and headers, before stand-ins for what answers it: a test can make every answer go wrong. Three origins, as in production.</summary>
public sealed class StubSite : IAsyncDisposable
{
    private readonly WebApplication _provider;
    private readonly WebApplication _blobs;
    private readonly WebApplication _site;
    private PageHeaders? _headers;
    private PageConfiguration? _configuration;

    private StubSite(SampleList list)
    {
        List = list;
        _provider = Listen();
        _blobs = Listen();
        _site = Listen();
    }

    public SampleList List { get; }

    public Uri Address => Origin(_site);

    public Uri Link => new(Address, $"/l/{List.Id.Value}#{List.LinkShare}");

    public Uri[] Origins => [Origin(_site), Origin(_provider), Origin(_blobs)];

    /// <summary>Method and path of every request to our own origin, without the pages' own files.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>What an opening answers instead of a list.</summary>
    public (int Status, string Code)? Refusal { get; set; }

    public bool RefuseSignIn { get; set; }

    /// <summary>What a sign-in gives.</summary>
    public string AccessToken { get; set; } = "stub-token";

    /// <summary>What every question about rows answers instead.</summary>
    public (int Status, string Code)? RowRefusal { get; set; }

    /// <summary>Changes the ciphertext on its way.</summary>
    public Func<byte[], byte[]> OnTheWay { get; set; } = bytes => bytes;

    public static async Task<StubSite> StartAsync(SampleList list)
    {
        var site = new StubSite(list);
        site.MapBlobs();
        await site._blobs.StartAsync();
        site.MapProvider();
        await site._provider.StartAsync();
        site.MapSite();
        await site._site.StartAsync();
        site.Configure();
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _provider.DisposeAsync();
        await _blobs.DisposeAsync();
    }

    private void Configure()
    {
        var blobs = new BlobServiceClient(new Uri(Origin(_blobs), "/account"));
        var storage = new OutreachStorage(new TableServiceClient("UseDevelopmentStorage=true"), blobs, blobs);
        var options = new PageOptions { Authority = Origin(_provider).AbsoluteUri };
        _headers = new PageHeaders(Options.Create(options), storage, new PublicAddress(Address));
        _configuration = new PageConfiguration(options.Authority, options.ClientId, options.Scope, new Uri(Address, ListPageFunction.SignedInPath));
    }

    private void MapSite()
    {
        var assets = new PageAssets();
        _site.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
            {
                Calls.Enqueue($"{context.Request.Method} {context.Request.Path}");
            }

            return next(context);
        });
        _site.MapGet("/l/{list}", (HttpRequest request, string list) => new ListPageFunction(assets, _headers!).Run(request, list));
        _site.MapGet("/assets/{name}", (HttpRequest request, string name) => new PageAssetFunction(assets, _headers!).Run(request, name));
        _site.MapGet("/api/page-configuration", (HttpRequest request) => new PageConfigurationFunction(_configuration!).Run(request));
        _site.MapPost("/api/lists/{list}/openings", Open);
        _site.MapGet("/api/lists/{list}/withdrawals", () => Rows(() => List.Rows));
        _site.MapPut("/api/lists/{list}/rows/{row}/closure", (string row) => Rows(() => Close(row, TimeProvider.System.GetUtcNow().AddDays(1))));
        _site.MapDelete("/api/lists/{list}/rows/{row}/closure", (string row) => Rows(() => Close(row, undoUntil: null)));
        _site.MapDelete("/api/lists/{list}", (string list) => Results.Json(Receipt(list, attested: null, copies: null)));
        _site.MapPut("/api/lists/{list}/attestation", (string list, Dictionary<string, JsonElement> body) => Results.Json(Receipt(list, attested: "2026-12-01T09:01:00+00:00", body)));
    }

    private IResult Open(HttpRequest request, string list)
    {
        if (request.Headers.Authorization != $"Bearer {AccessToken}")
        {
            return Problem(401, "access.token-invalid");
        }

        if (list != List.Id.Value)
        {
            return Problem(404, "lists.not-found");
        }

        return Refusal is { } refusal ? Problem(refusal.Status, refusal.Code) : Results.Json(List.Opening(new Uri(Origin(_blobs), "/account/lists/blob?sig=stub")));
    }

    private IResult Rows(Func<object> answer) => RowRefusal is { } refusal ? Problem(refusal.Status, refusal.Code) : Results.Json(answer());

    private RowStatus Close(string row, DateTimeOffset? undoUntil)
    {
        IEnumerable<RowClosure> others = List.Rows.Closed.Where(closed => closed.Ref != row);
        List.Rows = List.Rows with { Closed = undoUntil is null ? [.. others] : [.. others, new RowClosure(row, undoUntil)] };
        return new RowStatus(row, Closed: undoUntil is not null, undoUntil);
    }

    private void MapBlobs() => _blobs.MapGet("/account/lists/blob", (HttpResponse response) =>
    {
        response.Headers.AccessControlAllowOrigin = Address.GetLeftPart(UriPartial.Authority);
        return Results.Bytes(OnTheWay(List.Sealed), "application/octet-stream");
    });

    /// <summary>A provider that knows nobody and admits everybody, over the authorization code flow with PKCE.</summary>
    private void MapProvider()
    {
        var challenges = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        _provider.Use((context, next) =>
        {
            context.Response.Headers.AccessControlAllowOrigin = Address.GetLeftPart(UriPartial.Authority);
            return next(context);
        });
        _provider.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["issuer"] = Origin(_provider).AbsoluteUri,
            ["authorization_endpoint"] = new Uri(Origin(_provider), "/authorize").AbsoluteUri,
            ["token_endpoint"] = new Uri(Origin(_provider), "/token").AbsoluteUri,
        }));
        _provider.MapGet("/authorize", (HttpRequest request) =>
        {
            string code = Guid.NewGuid().ToString("N");
            challenges[code] = request.Query["code_challenge"].ToString();
            string answer = RefuseSignIn ? "error=access_denied" : $"code={code}";
            return Results.Redirect($"{request.Query["redirect_uri"]}?{answer}&state={request.Query["state"]}&iss={Uri.EscapeDataString(Origin(_provider).AbsoluteUri)}");
        });
        _provider.MapPost("/token", async (HttpRequest request) =>
        {
            IFormCollection form = await request.ReadFormAsync();
            string challenge = Base64Url(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            return challenges.TryRemove(form["code"].ToString(), out string? expected) && challenge == expected
                ? Results.Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["access_token"] = AccessToken, ["token_type"] = "Bearer" })
                : Results.BadRequest();
        });
    }

    private static IResult Problem(int status, string code) =>
        Results.Json(new { code, status }, JsonSerializerOptions.Web, "application/problem+json", status);

    /// <summary>The receipt says what the attestation said.</summary>
    private static object Receipt(string list, string? attested, Dictionary<string, JsonElement>? copies) => new
    {
        Number = "0123-4567-89AB",
        ListId = list,
        Campaign = "autumn-2026",
        Reason = "Deleted",
        DestroyedAt = "2026-12-01T09:00:00+00:00",
        AttestedAt = attested,
        AuditSequence = 4,
        AuditHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Attestation = copies is null ? null : new
        {
            Exports = copies["exports"].GetString(),
            Prints = copies["prints"].GetString(),
            AuditSequence = 5,
            AuditHash = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        },
    };

    private static WebApplication Listen()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private static Uri Origin(WebApplication application) => new(application.Urls.Single());

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
