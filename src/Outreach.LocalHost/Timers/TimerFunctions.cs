using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, TimerView> _views = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Task> _loops = [];
    private int _disposed;

    /// <summary>Schedules that cannot be read, each with what it should be.</summary>
    public IEnumerable<string> Faults => Timers
        .Where(function => ReadSchedule(function) is null)
        .Select(function => function.Timer!.Schedule is ['%', .. var setting, '%']
            ? $"{setting.Replace(":", "__", StringComparison.Ordinal)}: an NCRONTAB expression of six fields, for example `0 */5 * * * *`; {function.Name} runs by it."
            : $"{function.Name}: its schedule is not an NCRONTAB expression of six fields.");

    /// <summary>Every timer as it stands now.</summary>
    public IEnumerable<TimerView> Views => Timers.Select(function => Note(function, static view => view));

    private IEnumerable<FunctionEntry> Timers => catalog.Functions.Where(function => function.Timer is not null);

    /// <summary>Starts every timer.</summary>
    /// <exception cref="InvalidOperationException">Schedules cannot be read; all of them are named.</exception>
    public void Start()
    {
        if (Faults.Any())
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, Faults));
        }

        foreach (FunctionEntry function in Timers)
        {
            CrontabSchedule schedule = ReadSchedule(function)!;
            Track(Task.Run(() => LoopAsync(function, schedule)));
        }
    }

    /// <summary>Runs a timer now, by hand. False when there is none of this name.</summary>
    public bool TryRun(string name)
    {
        if (catalog.Find(name) is not { Timer: not null } function)
        {
            return false;
        }

        Track(Task.Run(() => RunAsync(function, new TimerInfo())));
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(Tracked()).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _stopping.Dispose();
    }

    private void Track(Task loop)
    {
        lock (_loops)
        {
            _loops.RemoveAll(one => one.IsCompleted);
            _loops.Add(loop);
        }
    }

    private Task[] Tracked()
    {
        lock (_loops)
        {
            return [.. _loops];
        }
    }

    private async Task LoopAsync(FunctionEntry function, CrontabSchedule schedule)
    {
        try
        {
            DateTime now = time.GetUtcNow().UtcDateTime;
            ScheduleStatus? kept = function.Timer!.UseMonitor ? await statuses.FindAsync(function.Name, _stopping.Token) : null;
            bool pastDue = kept is { } status && status.Next <= now;
            DateTime next = pastDue || function.Timer.RunOnStartup ? now : schedule.GetNextOccurrence(now);
            Note(function, view => view with { Last = view.Last ?? (kept is { Last.Ticks: > 0 } ? kept.Last : null), Next = next });
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
                Note(function, view => view with { Next = next });
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
        SemaphoreSlim one = _running.GetOrAdd(function.Name, static _ => new SemaphoreSlim(1));
        await one.WaitAsync(_stopping.Token);
        Note(function, view => view with { Last = time.GetUtcNow().UtcDateTime, IsRunning = true, LastError = null });
        try
        {
            await invoker.InvokeAsync(function, timer, http: null, input: null, _stopping.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The host's edge: a failed run is logged, and the next comes on time.
            LogFailed(function.Name, failure.GetType().FullName ?? "");
            Note(function, view => view with { LastError = failure.GetType().FullName });
        }
        finally
        {
            Note(function, static view => view with { IsRunning = false });
            one.Release();
        }
    }

    private TimerView Note(FunctionEntry function, Func<TimerView, TimerView> change) =>
        _views.AddOrUpdate(function.Name, _ => change(new TimerView(function.Name, Expand(function))), (_, view) => change(view));

    private CrontabSchedule? ReadSchedule(FunctionEntry function) =>
        CrontabSchedule.TryParse(Expand(function), new CrontabSchedule.ParseOptions { IncludingSeconds = true });

    private string Expand(FunctionEntry function)
    {
        string text = function.Timer!.Schedule;
        return text is ['%', .., '%'] ? settings[text.Trim('%').Replace("__", ":", StringComparison.Ordinal)] ?? "" : text;
    }

    [LoggerMessage(9201, LogLevel.Error, "The timer {Function} failed with {ErrorType}.")]
    private partial void LogFailed(string function, string errorType);
}
