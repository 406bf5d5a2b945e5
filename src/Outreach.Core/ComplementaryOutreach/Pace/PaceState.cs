namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>A time that a channel has no room in; half-open.</summary>
public readonly record struct BusyTime(DateTimeOffset From, DateTimeOffset To);

/// <summary>What room of a campaign is taken: messages by day of mainland France, and for each channel when it is at its fastest. Nothing of it is past.</summary>
/// <param name="Busy">Sorted; none meets another.</param>
public sealed record PaceState(IReadOnlyDictionary<DateOnly, int> Days, IReadOnlyDictionary<OutreachChannel, IReadOnlyList<BusyTime>> Busy)
{
    public static PaceState Empty { get; } = new(new Dictionary<DateOnly, int>(), new Dictionary<OutreachChannel, IReadOnlyList<BusyTime>>());

    /// <summary>The same with a part in it, and without what is past.</summary>
    internal PaceState With(OutreachChannel channel, int messages, BusyTime taken, DateTimeOffset now)
    {
        DateOnly day = FranceCalendar.DateOf(taken.From), today = FranceCalendar.DateOf(now);
        var days = Days.Where(one => one.Key >= today).ToDictionary();
        days[day] = days.GetValueOrDefault(day) + messages;
        var busy = Busy.ToDictionary(one => one.Key, one => (IReadOnlyList<BusyTime>)[.. one.Value.Where(time => time.To > now)]);
        busy[channel] = Joined([.. busy.GetValueOrDefault(channel, []), taken]);
        return new PaceState(days, busy);
    }

    /// <summary>Times that touch are one: however many parts are taken, few times are left.</summary>
    private static List<BusyTime> Joined(BusyTime[] times)
    {
        List<BusyTime> joined = [];
        foreach (BusyTime time in times.OrderBy(time => time.From))
        {
            if (joined.Count > 0 && joined[^1].To >= time.From)
            {
                joined[^1] = joined[^1] with { To = time.To > joined[^1].To ? time.To : joined[^1].To };
            }
            else
            {
                joined.Add(time);
            }
        }

        return joined;
    }
}
