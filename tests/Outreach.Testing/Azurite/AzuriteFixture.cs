using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Outreach.Adapters.Storage;
using Outreach.LocalHost.Azurite;

namespace Outreach.Testing.Azurite;

/// <summary>One storage emulator for the whole test process, started when first asked for; its folder goes with the process.</summary>
public static class AzuriteFixture
{
    private static readonly Lazy<Task<AzuriteServer>> Plain = new(() => StartAsync(acceptTokens: false));
    private static readonly Lazy<Task<AzuriteServer>> Tokens = new(() => StartAsync(acceptTokens: true));

    /// <summary>Over http, with an account key.</summary>
    public static Task<AzuriteServer> GetAsync() => Plain.Value;

    /// <summary>Over https, accepting bearer tokens, as user-delegation SAS needs.</summary>
    public static Task<AzuriteServer> GetWithTokensAsync() => Tokens.Value;

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

    private static async Task<AzuriteServer> StartAsync(bool acceptTokens)
    {
        string folder = Directory.CreateTempSubdirectory("outreach-azurite-").FullName;
        AzuriteServer server = await AzuriteServer.StartAsync(
            new AzuriteOptions
            {
                ToolFolder = Path.Combine(RepositoryRoot.Path, "eng", "azurite"),
                DataFolder = folder,
                AcceptTokens = acceptTokens,
                Progress = Console.Error.WriteLine,
            },
            CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(20));
            Directory.Delete(folder, recursive: true);
        };
        return server;
    }
}
