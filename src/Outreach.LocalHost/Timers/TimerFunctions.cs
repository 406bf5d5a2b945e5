using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using NCrontab;
using Outreach.LocalHost.Hosting;

namespace Outreach.LocalHost.Timers;

/// <summary>Timer functions: NCRONTAB with six fields, one run at a time, their schedule kept across restarts.</summary>
public sealed partial class TimerFunctions(
    FunctionCatalog catalog, FunctionInvoker invoker, IScheduleStatusStore statuses, IConfiguration settings, TimeProvider time, ILogger<TimerFunctions> logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, SemaphoreSlim> _running = new(StringComparer.OrdinalIgnoreCase);
    private List<Task> _loops = [];
    private int _disposed;

    /// <summary>Starts every timer. A schedule that cannot be read is an error, and all of them are named.</summary>
    public void Start()
    {
        List<string> faults = [];
        foreach (FunctionEntry function in catalog.Functions.Where(function => function.Timer is not null))
        {
            _running[function.Name] = new SemaphoreSlim(1);
            if (ReadSchedule(function) is { } schedule)
            {
                _loops.Add(Task.Run(() => LoopAsync(function, schedule)));
            }
            else
            {
                faults.Add($"{function.Name}: '{function.Timer!.Schedule}' is not an NCRONTAB expression of six fields, nor a setting that holds one.");
            }
        }

        if (faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
        }
    }

    /// <summary>Runs a timer now, by hand. False when there is none of this name.</summary>
    public bool TryRun(string name)
    {
        if (catalog.Find(name) is not { Timer: not null } function)
        {
            return false;
        }

        _loops = [.. _loops.Where(loop => !loop.IsCompleted), Task.Run(() => RunAsync(function, new TimerInfo()))];
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        _stopping.Dispose();
    }

    private async Task LoopAsync(FunctionEntry function, CrontabSchedule schedule)
    {
        try
        {
            DateTime now = time.GetUtcNow().UtcDateTime;
            ScheduleStatus? kept = function.Timer!.UseMonitor ? await statuses.FindAsync(function.Name, _stopping.Token) : null;
            bool pastDue = kept is { } status && status.Next <= now;
            DateTime next = pastDue || function.Timer.RunOnStartup ? now : schedule.GetNextOccurrence(now);
            while (true)
            {
                await SleepAsync(next);
                now = time.GetUtcNow().UtcDateTime;
                var monitor = new ScheduleStatus { Last = next, Next = schedule.GetNextOccurrence(now), LastUpdated = now };
                await RunAsync(function, new TimerInfo { IsPastDue = pastDue, ScheduleStatus = function.Timer.UseMonitor ? monitor : null });
                if (function.Timer.UseMonitor)
                {
                    await statuses.PutAsync(function.Name, monitor, _stopping.Token);
                }

                now = time.GetUtcNow().UtcDateTime;
                pastDue = monitor.Next <= now;
                next = pastDue ? now : monitor.Next;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>In small steps: clocks are set, and machines sleep.</summary>
    private async Task SleepAsync(DateTime until)
    {
        while (until - time.GetUtcNow().UtcDateTime is { Ticks: > 0 } left)
        {
            await Task.Delay(left < LongestSleep ? left : LongestSleep, time, _stopping.Token);
        }
    }

    private async Task RunAsync(FunctionEntry function, TimerInfo timer)
    {
        SemaphoreSlim one = _running[function.Name];
        await one.WaitAsync(_stopping.Token);
        try
        {
            await invoker.InvokeAsync(function, timer, http: null, input: null, _stopping.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The host's edge: a failed run is logged, and the next comes on time.
            LogFailed(function.Name, failure.GetType().FullName ?? "");
        }
        finally
        {
            one.Release();
        }
    }

    private CrontabSchedule? ReadSchedule(FunctionEntry function)
    {
        string text = function.Timer!.Schedule;
        string expanded = text is ['%', .., '%'] ? settings[text.Trim('%')] ?? "" : text;
        return CrontabSchedule.TryParse(expanded, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
    }

    [LoggerMessage(9201, LogLevel.Error, "The timer {Function} failed with {ErrorType}.")]
    private partial void LogFailed(string function, string errorType);
}
