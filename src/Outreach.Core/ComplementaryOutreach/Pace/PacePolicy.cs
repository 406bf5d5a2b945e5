namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>A part that asks for room.</summary>
/// <param name="Department">Whose clock counts.</param>
public sealed record PaceRequest(OutreachChannel Channel, string Department, int Messages);

/// <summary>The next room for a part: neither in quiet time, nor beyond the day's cap, nor faster than the channel's rate; pure (C9, threat 60).</summary>
/// <remarks>A part is begun and over within one day of mainland France and before quiet time: a cap and a night hold for its last message as for its first.</remarks>
public sealed class PacePolicy(PaceRules rules, QuietTimes quiet)
{
    /// <returns>What is taken afterwards, and from when the part may be handed over: never before <paramref name="now"/>.</returns>
    public (PaceState Next, DateTimeOffset Slot) Next(PaceState state, PaceRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Messages is < 1 or > PaceRules.LargestPart)
        {
            throw new ArgumentException($"A part holds 1 to {PaceRules.LargestPart} messages.", nameof(request));
        }

        TimeSpan length = rules.LengthOf(request.Channel, request.Messages);
        IReadOnlyList<BusyTime> busy = state.Busy.GetValueOrDefault(request.Channel, []);
        DateTimeOffset slot = now, before;
        do
        {
            before = slot;
            slot = quiet.OpenFrom(request.Channel, request.Department, slot, length);
            slot = DayWithRoom(state, request.Messages, slot, length);
            slot = FreeFrom(busy, slot, length);
        }
        while (slot != before);
        return (state.With(request.Channel, request.Messages, new BusyTime(slot, slot + length), now), slot);
    }

    private DateTimeOffset DayWithRoom(PaceState state, int messages, DateTimeOffset from, TimeSpan length)
    {
        DateOnly day = FranceCalendar.DateOf(from);
        while (state.Days.GetValueOrDefault(day) + messages > rules.MessagesPerDay || FranceCalendar.DateOf(from + length - TimeSpan.FromTicks(1)) != day)
        {
            day = day.AddDays(1);
            from = FranceCalendar.StartOf(day);
        }

        return from;
    }

    private static DateTimeOffset FreeFrom(IReadOnlyList<BusyTime> busy, DateTimeOffset from, TimeSpan length)
    {
        foreach (BusyTime time in busy)
        {
            if (time.From >= from + length)
            {
                break;
            }

            from = time.To > from ? time.To : from;
        }

        return from;
    }
}
