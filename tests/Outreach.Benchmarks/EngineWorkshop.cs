using System.Collections.Concurrent;
using System.Diagnostics;
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
    public const string Chain = "Chain";
    public const string FanOut = "FanOut";
    public const string Blocked = "Blocked";
    public const string Waiting = "Waiting";

    private const string AddOne = "AddOne";
    private const string Gate = "Gate";

    private readonly string _name = "Bench" + Guid.NewGuid().ToString("N")[..16];
    private readonly AzuriteServer _azurite;
    private TaskCompletionSource<object?> _gate = new();
    private DurableEngine? _engine;

    private EngineWorkshop(AzuriteServer azurite) => _azurite = azurite;

    /// <summary>A chain notes the instant of each of so many steps.</summary>
    public static int StepsPerMark => Size.Of(full: 1_000, tiny: 10);

    public string ConnectionString => _azurite.ConnectionString;

    public DurableTaskClient Client => new LocalDurableTaskClient(_name, _engine!);

    /// <summary>When a chain reached each multiple of <see cref="StepsPerMark"/>.</summary>
    public ConcurrentDictionary<int, long> Marks { get; } = [];

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

    /// <summary>Ends the engine; what it was doing is lost, and what blocks activities is gone for the next.</summary>
    public async Task StopEngineAsync()
    {
        await _engine!.DisposeAsync();
        _engine = null;
        _gate = new TaskCompletionSource<object?>();
        _gate.SetResult(1);
    }

    public Task<string> StartAsync(string orchestrator, object? input = null) => Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, CancellationToken.None);

    public async Task CompleteAsync(string instanceId)
    {
        OrchestrationMetadata ended = await Client.WaitForInstanceCompletionAsync(instanceId, CancellationToken.None);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"{ended.Name} is {ended.RuntimeStatus}: {ended.FailureDetails?.ErrorMessage}");
        }
    }

    /// <summary>Runs so many of an orchestrator, some at once, each awaited by a client.</summary>
    public Task RunAsync(string orchestrator, int count, int atOnce, object? input = null) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = atOnce },
        async (_, _) => await CompleteAsync(await StartAsync(orchestrator, input)));

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    private TestFunctions Functions() => new TestFunctions()
        .Activity<int>(AddOne, value =>
        {
            if (value % StepsPerMark == 0)
            {
                Marks[value] = Stopwatch.GetTimestamp();
            }

            return value + 1;
        })
        .Activity<int>(Gate, _ => _gate.Task)
        .Orchestrator(Chain, async context =>
        {
            int value = 0;
            for (int length = context.GetInput<int>(); value < length;)
            {
                value = await context.CallActivityAsync<int>(AddOne, value);
            }

            return value;
        })
        .Orchestrator(FanOut, async context =>
            (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>(AddOne, i)))).Length)
        .Orchestrator(Blocked, async context => await context.CallActivityAsync<int>(Gate, 1))
        .Orchestrator(Waiting, async context => await context.WaitForExternalEvent<string>("go"));
}
