using FsCheck.Xunit;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

/// <summary>Whatever parts ask for room in whatever order, over both changes of the clock (threat 60).</summary>
public sealed class PaceProperties
{
    private static readonly string[] Places = ["75", "975", "974", "987", "971", "986"];
    private static readonly OutreachChannel[] Channels = Enum.GetValues<OutreachChannel>();
    private static readonly DateTimeOffset[] Begins =
    [
        new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), new(2026, 10, 24, 12, 0, 0, TimeSpan.Zero), new(2026, 3, 7, 12, 0, 0, TimeSpan.Zero),
        new(2026, 10, 31, 12, 0, 0, TimeSpan.Zero), new(2026, 12, 24, 12, 0, 0, TimeSpan.Zero),
    ];

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Property(MaxTest = 200)]
    [Trait("threat", "60")]
    public void Slots_AnyParts_AreNeverQuietEarlyTooManyOrTooFast((byte Place, byte Channel, ushort Messages, ushort Later)[] parts, byte begin)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var rules = new PaceRules { MessagesPerDay = 3_000, EmailsPerMinute = 20, SmsPerMinute = 100, LettersPerMinute = 1_000 };
        var quiet = new QuietTimes(rules);
        var room = new Room(rules);
        DateTimeOffset now = Begins[begin % Begins.Length];
        Dictionary<DateOnly, int> days = [];
        List<(OutreachChannel Channel, DateTimeOffset From, DateTimeOffset To)> taken = [];

        foreach ((byte place, byte kind, ushort many, ushort later) in parts)
        {
            OutreachChannel channel = Channels[kind % Channels.Length];
            string department = Places[place % Places.Length];
            int messages = 1 + (many % PaceRules.LargestPart);
            now = now.AddSeconds(later % 20_000);

            DateTimeOffset slot = room.Take(channel, department, messages, now);

            DateTimeOffset last = slot + rules.LengthOf(channel, messages) - TimeSpan.FromTicks(1);
            Assert.True(slot >= now, "earlier than now");
            Assert.False(quiet.IsQuiet(channel, department, slot) || quiet.IsQuiet(channel, department, last), "in quiet time");
            DateOnly day = DayInFrance(slot);
            Assert.Equal(day, DayInFrance(last));
            days[day] = days.GetValueOrDefault(day) + messages;
            Assert.True(days[day] <= rules.MessagesPerDay, "beyond the cap");
            Assert.DoesNotContain(taken, other => other.Channel == channel && other.From <= last && slot < other.To);
            taken.Add((channel, slot, last + TimeSpan.FromTicks(1)));
        }
    }

    private static DateOnly DayInFrance(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime);
}
