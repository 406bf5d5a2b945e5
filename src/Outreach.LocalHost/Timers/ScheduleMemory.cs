using Azure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Outreach.LocalHost.Timers;

/// <summary>What one timer remembers of its schedule, by the Functions host's rules; in storage where the timer asks for it.</summary>
/// <param name="statuses">Null: forget everything at the end.</param>
internal sealed partial class ScheduleMemory(string function, TimerSchedule schedule, IScheduleStatusStore? statuses, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>When it ran, and when it is due. What a run is told of: so its own time is `Next`.</summary>
    public ScheduleStatus Status { get; private set; } = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Reads what an earlier host left; true when a run was missed since.</summary>
    public async Task<bool> ResumeAsync(CancellationToken cancellationToken)
    {
        ScheduleStatus? kept = statuses is null ? null : await FindAsync(cancellationToken);
        DateTime now = Now;
        if (kept is null)
        {
            // Written before the first run, so that the first one can be missed as well.
            await KeepAsync(new ScheduleStatus { Next = schedule.Next(now), LastUpdated = now });
            return false;
        }

        Status = kept;
        DateTime from = kept.Last != default ? kept.Last : kept.LastUpdated != default ? kept.LastUpdated : now;
        DateTime expected = schedule.Next(from);
        if (kept.Next != expected)
        {
            // The expression was changed: a time that only the new one names has not been missed.
            (from, expected) = now > expected ? (now, schedule.Next(now)) : (from, expected);
            await KeepAsync(new ScheduleStatus { Next = expected, LastUpdated = from });
        }

        return now > Status.Next;
    }

    /// <summary>Counts a run.</summary>
    /// <param name="began">When; a regular run counts as begun at its time, if it was a little early.</param>
    public Task RanAsync(DateTime began) => KeepAsync(new ScheduleStatus { Last = began, Next = schedule.Next(began), LastUpdated = began });

    /// <summary>Kept though the host stops: a run that was done must not count as missed.</summary>
    private async Task KeepAsync(ScheduleStatus status)
    {
        Status = status;
        try
        {
            await (statuses?.PutAsync(function, status, CancellationToken.None) ?? Task.CompletedTask);
        }
        catch (Exception away) when (away is RequestFailedException or AggregateException)
        {
            // The schedule goes on; after a restart this run may count as missed.
            LogNotKept(function, away.GetType().Name);
        }
    }

    private async Task<ScheduleStatus?> FindAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await statuses!.FindAsync(function, cancellationToken);
            }
            catch (Exception away) when (away is RequestFailedException or AggregateException)
            {
                LogNotRead(function, away.GetType().Name);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(9202, LogLevel.Error, "The schedule of the timer {Function} could not be kept in storage: {ErrorType}.")]
    private partial void LogNotKept(string function, string errorType);

    [LoggerMessage(9203, LogLevel.Error, "The schedule of the timer {Function} could not be read from storage: {ErrorType}. It starts once it can.")]
    private partial void LogNotRead(string function, string errorType);
}
