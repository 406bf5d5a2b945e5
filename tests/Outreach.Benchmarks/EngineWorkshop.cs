using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Outreach.LocalHost.Azurite;
using Outreach.LocalHost.Durable;
using Outreach.Testing.Azurite;
using Outreach.Testing.Durable;

namespace Outreach.Benchmarks;

/// <summary>The durable engine alone, on a task hub of its own, with orchestrators that do next to nothing.</summary>
internal sealed class EngineWorkshop : IAsyncDisposable
{
    public const string Sequence = "Sequence";
    public const string Chain = "Chain";
    public const string FanOut = "FanOut";
    public const string Waiting = "Waiting";

    private const string AddOne = "AddOne";

    private readonly string _name = "Bench" + Guid.NewGuid().ToString("N")[..16];
    private readonly AzuriteServer _azurite;
    private DurableEngine? _engine;

    private EngineWorkshop(AzuriteServer azurite) => _azurite = azurite;

    public string ConnectionString => _azurite.ConnectionString;

    public string InstancesTable => $"{_name}Instances";

    public DurableTaskClient Client => new LocalDurableTaskClient(_name, _engine!);

    public static async Task<EngineWorkshop> StartAsync()
    {
        var workshop = new EngineWorkshop(await AzuriteFixture.GetAsync());
        await workshop.StartEngineAsync();
        return workshop;
    }

    /// <summary>An engine as a host that starts has it.</summary>
    public async Task StartEngineAsync()
    {
        var payloads = new LargePayloads(new BlobContainerClient(ConnectionString, $"{_name.ToLowerInvariant()}-largemessages"));
        var store = new AzureHubStore(_name, new TableServiceClient(ConnectionString), payloads, TimeProvider.System);
        _engine = new DurableEngine(store, Functions(), new DurableOptions { HubName = _name }, TimeProvider.System, NullLoggerFactory.Instance);
        await _engine.StartAsync(CancellationToken.None);
    }

    public async Task StopEngineAsync()
    {
        await _engine!.DisposeAsync();
        _engine = null;
    }

    /// <summary>Runs so many of an orchestrator, some at once, each awaited by a client.</summary>
    public async Task RunAsync(string orchestrator, int count, int atOnce, object? input = null) => await Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = atOnce },
        async (_, cancellationToken) =>
        {
            string id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, cancellationToken);
            OrchestrationMetadata ended = await Client.WaitForInstanceCompletionAsync(id, cancellationToken);
            if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
            {
                throw new InvalidOperationException($"{orchestrator} is {ended.RuntimeStatus}: {ended.FailureDetails?.ErrorMessage}");
            }
        });

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    private static TestFunctions Functions() => new TestFunctions()
        .Activity<int>(AddOne, value => value + 1)
        .Orchestrator(Sequence, async context =>
        {
            int value = 0;
            for (int i = 0; i < 3; i++)
            {
                value = await context.CallActivityAsync<int>(AddOne, value);
            }

            return value;
        })
        .Orchestrator(Chain, async context =>
        {
            int value = 0;
            int length = context.GetInput<int>();
            for (int i = 0; i < length; i++)
            {
                value = await context.CallActivityAsync<int>(AddOne, value);
            }

            return value;
        })
        .Orchestrator(FanOut, async context =>
            (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>(AddOne, i)))).Length)
        .Orchestrator(Waiting, async context =>
        {
            await context.CallActivityAsync<int>(AddOne, 1);
            return await context.WaitForExternalEvent<string>("go");
        });
}
