using System.Globalization;
using NCrontab;

namespace Outreach.LocalHost.Timers;

/// <summary>When a timer is due: an NCRONTAB expression in a time zone, or a fixed interval.</summary>
public sealed class TimerSchedule
{
    private readonly CrontabSchedule? _cron;
    private readonly string[] _fields;
    private readonly TimeSpan _interval;
    private readonly TimeZoneInfo _zone;

    private TimerSchedule(CrontabSchedule? cron, string[] fields, TimeSpan interval, TimeZoneInfo zone)
    {
        _cron = cron;
        _fields = fields;
        _interval = interval;
        _zone = zone;
    }

    /// <summary>Six fields with seconds or five without, or a TimeSpan such as `00:30:00`; null for anything else.</summary>
    public static TimerSchedule? TryRead(string text, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(zone);
        string[] fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields.Length != 5 }) is { } cron)
        {
            return new TimerSchedule(cron, fields, TimeSpan.Zero, zone);
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(cron: null, fields, interval, zone)
            : null;
    }

    /// <summary>The first occurrence after a moment.</summary>
    public DateTime Next(DateTime after)
    {
        DateTime utc = DateTime.SpecifyKind(after, DateTimeKind.Utc);
        if (_cron is null)
        {
            return utc + _interval;
        }

        TimeSpan offset = _zone.GetUtcOffset(utc);
        DateTime wall = _cron.GetNextOccurrence(Wall(utc, offset));
        if (!_zone.SupportsDaylightSavingTime)
        {
            return At(wall, offset);
        }

        return RunsThroughTheHour ? NextThrough(utc, wall, offset) : NextOnce(utc, wall);
    }

    /// <summary>Whether an occurrence is worth keeping in storage: not where there is another one within the minute.</summary>
    public bool IsWorthKeeping(DateTime utc)
    {
        if (_cron is null)
        {
            return _interval >= TimeSpan.FromMinutes(1);
        }

        DateTime wall = Wall(utc, _zone.GetUtcOffset(utc));
        return _fields.Skip(1).Any(part => part != "*") || !_cron.GetNextOccurrences(wall, wall.AddMinutes(1).AddTicks(1)).Skip(1).Any();
    }

    /// <summary>An expression that names no time of day, but a rhythm within the hour or day; it goes on through an hour that the clocks repeat.</summary>
    private bool RunsThroughTheHour => _fields.Take(_fields.Length == 6 ? 3 : 2).Any(part => part.AsSpan().ContainsAny("*/-"));

    /// <summary>The clocks go back between now and the next occurrence: the repeated hour has occurrences of its own, counted by the clock that comes.</summary>
    private DateTime NextThrough(DateTime utc, DateTime wall, TimeSpan offset)
    {
        DateTime next = At(wall, offset);
        TimeSpan then = _zone.GetUtcOffset(next);
        if (then >= offset)
        {
            // Nothing changes; or the clocks go forward, and what falls into the hour that they leave out comes as much later.
            return then == offset ? next : At(wall, _zone.GetUtcOffset(wall));
        }

        for (DateTime later = _cron!.GetNextOccurrence(Wall(utc, then)); ; later = _cron.GetNextOccurrence(later))
        {
            if (_zone.GetUtcOffset(At(later, then)) == then)
            {
                return At(later, then);
            }
        }
    }

    /// <summary>A time of day comes once a day, the first time where the clocks repeat it.</summary>
    private DateTime NextOnce(DateTime utc, DateTime wall)
    {
        while (true)
        {
            TimeSpan offset = _zone.IsAmbiguousTime(wall) ? _zone.GetAmbiguousTimeOffsets(wall).Max() : _zone.GetUtcOffset(wall);
            if (At(wall, offset) is var next && next > utc)
            {
                return next;
            }

            wall = _cron!.GetNextOccurrence(wall);
        }
    }

    private static DateTime Wall(DateTime utc, TimeSpan offset) => DateTime.SpecifyKind(utc + offset, DateTimeKind.Unspecified);

    private static DateTime At(DateTime wall, TimeSpan offset) => DateTime.SpecifyKind(wall - offset, DateTimeKind.Utc);
}
