using System.Globalization;
using Outreach.Core.Deletion.Notices;

namespace Outreach.Functions.Deletion;

/// <summary>Settings `Notices__*`; ranges and defaults are those of <see cref="NoticeSchedule"/>.</summary>
public sealed class NoticeOptions
{
    private static readonly NoticeSchedule Defaults = new();

    public int DaysBefore { get; set; } = Defaults.DaysBefore;

    /// <summary>Whole numbers with commas between them; empty for no reminder after the end.</summary>
    public string DaysAfter { get; set; } = string.Join(',', Defaults.DaysAfter);

    public int EscalateAfterDays { get; set; } = Defaults.EscalateAfterDays;

    public int FirstHour { get; set; } = Defaults.FirstHour;

    public int LastHour { get; set; } = Defaults.LastHour;

    public int PerRun { get; set; } = Defaults.PerRun;

    public int PauseSeconds { get; set; } = (int)Defaults.Pause.TotalSeconds;

    /// <summary>Null when the days cannot be read.</summary>
    public NoticeSchedule? Read()
    {
        List<int> days = [];
        foreach (string text in DaysAfter.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int day))
            {
                return null;
            }

            days.Add(day);
        }

        return new NoticeSchedule
        {
            DaysBefore = DaysBefore,
            DaysAfter = days,
            EscalateAfterDays = EscalateAfterDays,
            FirstHour = FirstHour,
            LastHour = LastHour,
            PerRun = PerRun,
            Pause = TimeSpan.FromSeconds(PauseSeconds),
        };
    }
}
