using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Timers;

/// <summary>Timer functions: each by its own schedule, one run at a time, their schedule kept across restarts.</summary>
public sealed partial class TimerFunctions(
    FunctionCatalog catalog, FunctionInvoker invoker, IScheduleStatusStore statuses, IConfiguration settings, TimeProvider time, ILogger<TimerFunctions> logger)
    : IAsyncDisposable
{
    private const string ZoneSetting = "WEBSITE_TIME_ZONE";
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, TimerView> _views = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Task> _loops = [];
    private int _disposed;

    /// <summary>Schedules and a time zone that cannot be read, each with what it should be.</summary>
    public IEnumerable<string> Faults =>
    [
        .. Zone is null ? [$"{ZoneSetting}: the name of a time zone, for example `Europe/Paris`; timers run by it."] : Array.Empty<string>(),
        .. Timers.Where(function => ReadSchedule(function) is null).Select(function => SettingTokens.Names(function.Timer!.Schedule).FirstOrDefault() is { } setting
            ? $"{setting}: an NCRONTAB expression of six fields, for example `0 */5 * * * *`; {function.Name} runs by it."
            : $"{function.Name}: its schedule is not an NCRONTAB expression of six fields, nor a TimeSpan."),
    ];

    /// <summary>Every timer as it stands now.</summary>
    public IEnumerable<TimerView> Views => Timers.Select(function => Note(function, static view => view));

    private IEnumerable<FunctionEntry> Timers => catalog.Functions.Where(function => function.Timer is not null);

    /// <summary>As in Azure, UTC unless a setting says otherwise; null where the setting names no zone.</summary>
    private TimeZoneInfo? Zone => settings[ZoneSetting] is not { Length: > 0 } name ? TimeZoneInfo.Utc : TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Starts every timer that no setting turns off.</summary>
    /// <exception cref="InvalidOperationException">Schedules cannot be read; all of them are named.</exception>
    public void Start()
    {
        if (Faults.Any())
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, Faults));
        }

        foreach (FunctionEntry function in Timers.Where(function => !DisabledFunctions.Contains(settings, function.Name)))
        {
            TimerSchedule schedule = ReadSchedule(function)!;
            Track(Task.Run(() => RunLoopAsync(function, schedule)));
        }
    }

    /// <summary>Runs a timer now, by hand, also one that is turned off. It is not past due, is not tried again, and its schedule takes no notice.</summary>
    /// <remarks>Any other function is refused when it runs, as by the Functions host: the caller has been told 202 by then, and the log says why.</remarks>
    public void RunByHand(FunctionEntry function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function.Timer is null)
        {
            LogNotATimer(function.Name, function.TriggerType);
            return;
        }

        Track(Task.Run(async () =>
        {
            try
            {
                ScheduleStatus? status = IsMonitored(function, ReadSchedule(function)!) ? await statuses.FindAsync(function.Name, _stopping.Token) : null;
                await RunAsync(function, new TimerInfo { ScheduleStatus = status }, retry: null);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(function.Name, failure.GetType().FullName ?? "");
            }
        }));
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

    private async Task RunLoopAsync(FunctionEntry function, TimerSchedule schedule)
    {
        try
        {
            await LoopAsync(function, schedule);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception broken)
        {
            LogBroken(function.Name, broken);
        }
    }

    private async Task LoopAsync(FunctionEntry function, TimerSchedule schedule)
    {
        bool monitored = IsMonitored(function, schedule);
        var memory = new ScheduleMemory(function.Name, schedule, monitored ? statuses : null, time, logger);
        bool pastDue = await memory.ResumeAsync(_stopping.Token);
        Note(function, view => view with { Last = view.Last ?? (memory.Status.Last == default ? null : memory.Status.Last) });
        for (bool atOnce = pastDue || function.Timer!.RunOnStartup; ; (atOnce, pastDue) = (false, false))
        {
            DateTime next = atOnce ? Now : memory.Status.Next;
            Note(function, view => view with { Next = next });
            if (!atOnce)
            {
                await SleepAsync(memory.Status.Next);
            }

            // A run that was late because the one before took long is an ordinary one: only what no host was there for is past due.
            DateTime began = Now;
            await RunAsync(function, new TimerInfo { IsPastDue = pastDue, ScheduleStatus = monitored ? memory.Status : null }, function.Retry);
            await memory.RanAsync(began);
            _stopping.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>In small steps: clocks are set, and machines sleep.</summary>
    private async Task SleepAsync(DateTime until)
    {
        while (until - Now is { Ticks: > 0 } left)
        {
            await Task.Delay(left < LongestSleep ? left : LongestSleep, time, _stopping.Token);
        }
    }

    /// <summary>One run, and its repetitions. A failure is logged; the next run comes on time.</summary>
    private async Task RunAsync(FunctionEntry function, TimerInfo timer, RetryAttribute? retry)
    {
        SemaphoreSlim one = _running.GetOrAdd(function.Name, static _ => new SemaphoreSlim(1));
        await one.WaitAsync(_stopping.Token);
        Note(function, view => view with { Last = Now, IsRunning = true, LastError = null });
        try
        {
            for (int attempt = 0; !await TryAsync(function, timer, new Invocation.Try(attempt, retry?.MaxRetryCount ?? 0)); attempt++)
            {
                if (RetryDelay.Of(retry, attempt + 1) is not { } delay || _stopping.IsCancellationRequested)
                {
                    return;
                }

                LogRetry(function.Name, attempt + 1, delay);
                await Task.Delay(delay, time, _stopping.Token);
            }
        }
        finally
        {
            Note(function, static view => view with { IsRunning = false });
            one.Release();
        }
    }

    private async Task<bool> TryAsync(FunctionEntry function, TimerInfo timer, RetryContext attempt)
    {
        try
        {
            object? value = TimerValue.Of(timer, function.TriggerParameter.ParameterType);
            await invoker.InvokeAsync(new Invocation(function, value) { Retry = attempt }, _stopping.Token);
            return true;
        }
        catch (Exception failure)
        {
            // The host's edge. A run that was stopped with the host counts as one, as with the Functions host.
            LogFailed(function.Name, failure.GetType().FullName ?? "");
            Note(function, view => view with { LastError = failure.GetType().FullName });
            return false;
        }
    }

    private bool IsMonitored(FunctionEntry function, TimerSchedule schedule) => function.Timer!.UseMonitor && schedule.IsWorthKeeping(Now);

    private TimerView Note(FunctionEntry function, Func<TimerView, TimerView> change) => _views.AddOrUpdate(
        function.Name, _ => change(new TimerView(function.Name, Expression(function) ?? function.Timer!.Schedule)), (_, view) => change(view));

    private string? Expression(FunctionEntry function) => SettingTokens.Expand(function.Timer!.Schedule, settings);

    private TimerSchedule? ReadSchedule(FunctionEntry function) =>
        Expression(function) is { } text ? TimerSchedule.TryRead(text, Zone ?? TimeZoneInfo.Utc) : null;

    [LoggerMessage(9201, LogLevel.Error, "The timer {Function} failed with {ErrorType}.")]
    private partial void LogFailed(string function, string errorType);

    [LoggerMessage(9206, LogLevel.Critical, "The timer {Function} runs no more until the host starts again.")]
    private partial void LogBroken(string function, Exception broken);

    [LoggerMessage(9204, LogLevel.Warning, "{Function} cannot be run by hand: it is a {Trigger}, and only timers can.")]
    private partial void LogNotATimer(string function, string trigger);

    [LoggerMessage(9205, LogLevel.Warning, "The timer {Function} is tried again, repetition {Attempt}, in {Delay}.")]
    private partial void LogRetry(string function, int attempt, TimeSpan delay);
}
