namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>How often, how fast and when people may be written to (C9). Settings `Outreach__Pace__*`: the operator's, so that nobody who plans a wave can loosen them.</summary>
public sealed record PaceRules
{
    /// <summary>A part is one page of the register at most.</summary>
    public const int LargestPart = 1_000;

    /// <summary>From here on nobody is written to, by the clock of the person's department; 17:00 to 22:00. Default 20:00.</summary>
    public TimeOnly QuietFrom { get; init; } = new(20, 0);

    /// <summary>From here on people are written to again; 07:00 to 11:00. Default 08:00.</summary>
    public TimeOnly QuietUntil { get; init; } = new(8, 0);

    /// <summary>Days without an SMS, besides Sundays and the public holidays of <see cref="FrenchHolidays"/>. Default none.</summary>
    public IReadOnlyList<DateOnly> QuietDays { get; init; } = [];

    /// <summary>Messages of one campaign in one day of mainland France, over all channels and waves; 1,000 to 10,000,000. Default 100,000.</summary>
    public int MessagesPerDay { get; init; } = 100_000;

    /// <summary>E-mails of one campaign in a minute; 10 to 100,000. Default 600.</summary>
    public int EmailsPerMinute { get; init; } = 600;

    /// <summary>The same for SMS. Default 3,000.</summary>
    public int SmsPerMinute { get; init; } = 3_000;

    /// <summary>The same for letters, which are put into files. Default 6,000.</summary>
    public int LettersPerMinute { get; init; } = 6_000;

    /// <summary>Within these ranges quiet is longer than any part takes, and begins and ends at hours that no clock skips or repeats.</summary>
    public bool IsValid => QuietFrom >= new TimeOnly(17, 0) && QuietFrom <= new TimeOnly(22, 0)
        && QuietUntil >= new TimeOnly(7, 0) && QuietUntil <= new TimeOnly(11, 0)
        && MessagesPerDay is >= LargestPart and <= 10_000_000
        && IsRate(EmailsPerMinute) && IsRate(SmsPerMinute) && IsRate(LettersPerMinute);

    /// <summary>How long so many messages take; a tick at least.</summary>
    public TimeSpan LengthOf(OutreachChannel channel, int messages)
    {
        int rate = channel switch
        {
            OutreachChannel.Email => EmailsPerMinute,
            OutreachChannel.Sms => SmsPerMinute,
            OutreachChannel.Letter => LettersPerMinute,
        };
        return TimeSpan.FromTicks(((messages * TimeSpan.TicksPerMinute) + rate - 1) / rate);
    }

    private static bool IsRate(int perMinute) => perMinute is >= 10 and <= 100_000;
}
