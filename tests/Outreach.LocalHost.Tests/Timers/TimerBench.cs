using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost.Tests.Timers;

/// <summary>Timers on a clock that a test moves.</summary>
internal sealed class TimerBench(FakeTimeProvider time) : IAsyncDisposable
{
    private FunctionCatalog _catalog = null!;

    public StatusesInMemory Statuses { get; } = new();

    public TimerProbe Probe { get; } = new();

    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["Every:Schedule"] = "0 */5 * * * *",
        ["Every:Minutes"] = "5",
        ["AzureWebJobs.TurnedOff.Disabled"] = "true",
    };

    public TimerFunctions Timers { get; private set; } = null!;

    public FunctionEntry Function(string name) => _catalog.Find(name)!;

    public void Start(params Type[] functions)
    {
        Timers = Create(functions);
        Timers.Start();
    }

    public TimerFunctions Create(params Type[] functions)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Probe);
        _catalog = FunctionCatalog.Of(functions);
        var invoker = new FunctionInvoker(services.BuildServiceProvider(), new WorkerPipeline(services), static () => throw new NotSupportedException());
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        return new TimerFunctions(_catalog, invoker, Statuses, settings, time, NullLogger<TimerFunctions>.Instance);
    }

    /// <summary>A loop that has not begun to sleep does not see time pass: give it the moment it needs.</summary>
    public async Task AdvanceAsync(int minutes)
    {
        for (int minute = 0; minute < minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Timers is not null)
        {
            await Timers.DisposeAsync();
        }
    }
}

/// <summary>What timer functions did.</summary>
internal sealed class TimerProbe
{
    private readonly Channel<TimerInfo> _runs = Channel.CreateUnbounded<TimerInfo>();
    private readonly ConcurrentQueue<(int, int)> _tries = new();
    private int _atOnce;

    public TaskCompletionSource? Hold { get; set; }

    /// <summary>So many runs fail.</summary>
    public int Failures { get; set; }

    public int AtOnce => _atOnce;

    public int MostAtOnce { get; private set; }

    public int Runs => _tries.Count;

    /// <summary>Of each run, which try it was, of how many more.</summary>
    public IEnumerable<(int, int)> Tries => _tries;

    public async Task<TimerInfo> NextAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    public async Task RunAsync(TimerInfo timer, FunctionContext context)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        _tries.Enqueue((context.RetryContext.RetryCount, context.RetryContext.MaxRetryCount));
        await _runs.Writer.WriteAsync(timer);
        try
        {
            await (Hold?.Task ?? Task.CompletedTask).WaitAsync(context.CancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }

        if (Failures-- > 0)
        {
            throw new InvalidOperationException("on purpose");
        }
    }
}

/// <summary>Storage that can fail.</summary>
internal sealed class StatusesInMemory : IScheduleStatusStore
{
    private readonly ConcurrentDictionary<string, ScheduleStatus> _all = new(StringComparer.Ordinal);
    private int _refuseFinds;

    public IReadOnlyDictionary<string, ScheduleStatus> All => _all;

    public bool RefusePuts { get; set; }

    public int RefuseFinds
    {
        set => _refuseFinds = value;
    }

    public Task<ScheduleStatus?> FindAsync(string function, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref _refuseFinds) >= 0 ? throw new RequestFailedException(503, "away") : Task.FromResult(_all.GetValueOrDefault(function));

    public Task PutAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        if (RefusePuts)
        {
            throw new RequestFailedException(503, "away");
        }

        _all[function] = status;
        return Task.CompletedTask;
    }

    /// <summary>Waits until a status of this kind is kept: a run's is, shortly after the run.</summary>
    public async Task<ScheduleStatus> WaitAsync(string function, Func<ScheduleStatus, bool> wanted)
    {
        for (int i = 0; i < 500; i++)
        {
            if (_all.GetValueOrDefault(function) is { } status && wanted(status))
            {
                return status;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        throw new TimeoutException($"kept instead: {_all.GetValueOrDefault(function)?.Next:O}");
    }
}
