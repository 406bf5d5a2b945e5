using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Outreach.Adapters.Storage;
using Outreach.LocalHost.Azurite;

namespace Outreach.Testing.Azurite;

/// <summary>One storage emulator for the whole test process, started when first asked for; its folder goes with the process.</summary>
public static class AzuriteFixture
{
    private static readonly Lazy<Task<(AzuriteServer Server, string Folder)>> Plain = new(() => StartAsync(acceptTokens: false));
    private static readonly Lazy<Task<(AzuriteServer Server, string Folder)>> Tokens = new(() => StartAsync(acceptTokens: true));

    /// <summary>Over http, with an account key.</summary>
    public static async Task<AzuriteServer> GetAsync() => (await Plain.Value).Server;

    /// <summary>Over https, accepting bearer tokens, as user-delegation SAS needs.</summary>
    public static async Task<AzuriteServer> GetWithTokensAsync() => (await Tokens.Value).Server;

    /// <summary>One for a test that looks at everything an emulator holds: nobody else writes there.</summary>
    public static async Task<AzuriteServer> StartOwnAsync() => (await StartAsync(acceptTokens: false)).Server;

    /// <summary>Reaches the emulator that accepts tokens, and nothing else: it trusts that one certificate.</summary>
    public static async Task<SocketsHttpHandler> CreatePinnedHandlerAsync()
    {
        string certificate = Path.Combine((await Tokens.Value).Folder, AzuriteServer.CertificateFile);
        return new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(certificate) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
    }

    /// <summary>One that holds more than an emulator writes to disk.</summary>
    public static async Task<AzuriteServer> StartLargeAsync() => (await StartAsync(acceptTokens: false, inMemory: true)).Server;

    /// <summary>Clients for all three accounts of the product, on the one emulator.</summary>
    public static async Task<OutreachStorage> GetStorageAsync()
    {
        AzuriteServer server = await GetAsync();
        var blobs = new BlobServiceClient(server.ConnectionString);
        return new OutreachStorage(new TableServiceClient(server.ConnectionString), blobs, blobs);
    }

    /// <summary>The same, with tables made.</summary>
    public static async Task<OutreachStorage> GetTablesAsync(params IReadOnlyList<string> tables)
    {
        OutreachStorage storage = await GetStorageAsync();
        foreach (string table in tables)
        {
            await storage.Data.CreateTableIfNotExistsAsync(table);
        }

        return storage;
    }

    /// <summary>The same, reached as Azure is: over https, by an identity, without an account key.</summary>
    /// <param name="handler">See <see cref="CreatePinnedHandlerAsync"/>.</param>
    public static async Task<OutreachStorage> GetStorageByIdentityAsync(HttpMessageHandler handler)
    {
        AzuriteServer server = await GetWithTokensAsync();
        var transport = new HttpClientTransport(handler);
        var credential = new EmulatorCredential();
        var blobs = new BlobServiceClient(server.BlobEndpoint, credential, new BlobClientOptions { Transport = transport });
        return new OutreachStorage(new TableServiceClient(server.TableEndpoint, credential, new TableClientOptions { Transport = transport }), blobs, blobs);
    }

    private static async Task<(AzuriteServer Server, string Folder)> StartAsync(bool acceptTokens, bool inMemory = false)
    {
        string folder = Directory.CreateTempSubdirectory("outreach-azurite-").FullName;
        AzuriteServer server = await AzuriteServer.StartAsync(
            new AzuriteOptions
            {
                ToolFolder = Path.Combine(RepositoryRoot.Path, "eng", "azurite"),
                DataFolder = folder,
                AcceptTokens = acceptTokens,
                InMemory = inMemory,
                Progress = Console.Error.WriteLine,
            },
            CancellationToken.None);
        Janitor.StopAfterwards(server, folder);
        return (server, folder);
    }
}
