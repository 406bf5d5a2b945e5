using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Durable;
using Outreach.Testing.Azurite;
using Outreach.Testing.Faults;

namespace Outreach.Testing.Durable;

/// <summary>A task hub of its own on the emulator, and engines on it one after the other, as hosts that are killed and started again.</summary>
public sealed class TestHub : IAsyncDisposable
{
    private readonly TestFunctions _functions;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private DurableEngine? _engine;

    private TestHub(
        AzureHubStore store, TableServiceClient tables, BlobContainerClient payloads, string name, TestFunctions functions, TimeProvider time, ILoggerFactory loggers)
    {
        Store = store;
        Tables = tables;
        Payloads = payloads;
        Name = name;
        _functions = functions;
        _time = time;
        _loggers = loggers;
    }

    public AzureHubStore Store { get; }

    public TableServiceClient Tables { get; }

    public BlobContainerClient Payloads { get; }

    public string Name { get; }

    public DurableEngine Engine => _engine!;

    public DurableTaskClient Client => new LocalDurableTaskClient(Name, _engine!);

    /// <summary>Kills hosts after a chosen step, where a test asks for it.</summary>
    public FaultPlan Faults { get; } = new();

    /// <param name="reach">How the engine reaches its tables, where a test stands in between.</param>
    public static async Task<TestHub> StartAsync(
        TestFunctions functions, TimeProvider? time = null, ILoggerFactory? loggers = null, TableClientOptions? reach = null)
    {
        AzuriteServer azurite = await AzuriteFixture.GetAsync();
        string name = "Test" + Guid.NewGuid().ToString("n")[..20];
        var tables = new TableServiceClient(azurite.ConnectionString);
        var payloads = new BlobContainerClient(azurite.ConnectionString, $"{name.ToLowerInvariant()}-payloads");
        var hub = new TestHub(
            new AzureHubStore(name, new TableServiceClient(azurite.ConnectionString, reach), new LargePayloads(payloads), TimeProvider.System),
            tables,
            payloads,
            name,
            functions,
            time ?? TimeProvider.System,
            loggers ?? NullLoggerFactory.Instance);
        await hub.RestartAsync();
        return hub;
    }

    /// <summary>The host is gone, whatever it was doing; another takes its place.</summary>
    public async Task RestartAsync(int sessions = 1_000, bool extendedSessions = false)
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        Faults.Restart();
        _engine = new DurableEngine(
            Faults.Watch<IHubStore>(Store),
            _functions,
            new DurableOptions { HubName = Name, CachedSessions = sessions, ExtendedSessionsEnabled = extendedSessions },
            _time,
            _loggers);
        await _engine.StartAsync(CancellationToken.None);
    }

    public async Task<OrchestrationMetadata> CompleteAsync(string instanceId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, patience.Token);
    }

    /// <summary>Makes an instance's state unreadable.</summary>
    public async Task SpoilAsync(string instanceId) => await Tables.GetTableClient($"{Name}Instances").UpsertEntityAsync(
        new TableEntity(instanceId, "i") { ["Json0"] = "{ no json" }, TableUpdateMode.Replace);

    /// <summary>Every row of the hub, as one text.</summary>
    public async Task<string> DumpAsync()
    {
        var text = new System.Text.StringBuilder();
        foreach (string table in new[] { $"{Name}Instances", $"{Name}Active" })
        {
            await foreach (TableEntity row in Tables.GetTableClient(table).QueryAsync<TableEntity>())
            {
                text.AppendLine(string.Join('|', row.Select(property => $"{property.Key}={property.Value}")));
            }
        }

        await foreach (Azure.Storage.Blobs.Models.BlobItem blob in Payloads.GetBlobsAsync())
        {
            text.AppendLine(blob.Name);
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }
}
