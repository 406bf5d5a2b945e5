using System.Globalization;
using Outreach.Core.ComplementaryOutreach.Pace;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Settings `Outreach__Pace__*`; ranges and defaults are those of <see cref="PaceRules"/>.</summary>
public sealed class PaceOptions
{
    private const string Hour = "HH:mm";
    private const string Day = "yyyy-MM-dd";

    private static readonly PaceRules Defaults = new();

    /// <summary>`HH:mm`.</summary>
    public string QuietFrom { get; set; } = Defaults.QuietFrom.ToString(Hour, CultureInfo.InvariantCulture);

    /// <summary>`HH:mm`.</summary>
    public string QuietUntil { get; set; } = Defaults.QuietUntil.ToString(Hour, CultureInfo.InvariantCulture);

    /// <summary>Dates (`yyyy-MM-dd`) with commas between them.</summary>
    public string QuietDays { get; set; } = "";

    public int MessagesPerDay { get; set; } = Defaults.MessagesPerDay;

    public int EmailsPerMinute { get; set; } = Defaults.EmailsPerMinute;

    public int SmsPerMinute { get; set; } = Defaults.SmsPerMinute;

    public int LettersPerMinute { get; set; } = Defaults.LettersPerMinute;

    /// <summary>Null when a time, a day or a number is none, or out of its range.</summary>
    public PaceRules? Read()
    {
        List<DateOnly> days = [];
        foreach (string text in QuietDays.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                return null;
            }

            days.Add(day);
        }

        if (!TryReadHour(QuietFrom, out TimeOnly from) || !TryReadHour(QuietUntil, out TimeOnly until))
        {
            return null;
        }

        var rules = new PaceRules
        {
            QuietFrom = from,
            QuietUntil = until,
            QuietDays = days,
            MessagesPerDay = MessagesPerDay,
            EmailsPerMinute = EmailsPerMinute,
            SmsPerMinute = SmsPerMinute,
            LettersPerMinute = LettersPerMinute,
        };
        return rules.IsValid ? rules : null;
    }

    private static bool TryReadHour(string text, out TimeOnly hour) =>
        TimeOnly.TryParseExact(text, Hour, CultureInfo.InvariantCulture, DateTimeStyles.None, out hour);
}
