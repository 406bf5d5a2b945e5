using System.Collections.Frozen;

namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>Public holidays by department: Code du travail, L. 3133-1 (everywhere), L. 3134-13 (Alsace, Moselle), L. 3422-2 (end of slavery, overseas).</summary>
/// <remarks>Saint-Martin's day is the one that its prefecture fixes: the Code's text errs there (ADR 22). Easter is a table of published dates: this is no place to compute the moon. What is missing here is a setting (<see cref="PaceRules.QuietDays"/>).</remarks>
public static class FrenchHolidays
{
    /// <summary>The last year whose Easter is known here.</summary>
    public const int LastYear = 2060;

    private static readonly FrozenSet<(int Month, int Day)> Everywhere =
        FrozenSet.ToFrozenSet([(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]);

    private static readonly FrozenDictionary<string, (int Month, int Day)> Local = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["57"] = (12, 26),
        ["67"] = (12, 26),
        ["68"] = (12, 26),
        ["971"] = (5, 27),
        ["972"] = (5, 22),
        ["973"] = (6, 10),
        ["974"] = (12, 20),
        ["976"] = (4, 27),
        ["977"] = (10, 9),
        ["978"] = (5, 28),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<DateOnly> EasterSundays = new (int Year, int Month, int Day)[]
    {
        (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2029, 4, 1), (2030, 4, 21), (2031, 4, 13), (2032, 3, 28), (2033, 4, 17), (2034, 4, 9), (2035, 3, 25),
        (2036, 4, 13), (2037, 4, 5), (2038, 4, 25), (2039, 4, 10), (2040, 4, 1), (2041, 4, 21), (2042, 4, 6), (2043, 3, 29), (2044, 4, 17), (2045, 4, 9),
        (2046, 3, 25), (2047, 4, 14), (2048, 4, 5), (2049, 4, 18), (2050, 4, 10), (2051, 4, 2), (2052, 4, 21), (2053, 4, 6), (2054, 3, 29), (2055, 4, 18),
        (2056, 4, 2), (2057, 4, 22), (2058, 4, 14), (2059, 3, 30), (2060, 4, 18),
    }.Select(easter => new DateOnly(easter.Year, easter.Month, easter.Day)).ToFrozenSet();

    /// <summary>Easter Monday, Ascension Day, Whit Monday: days after Easter Sunday.</summary>
    private static readonly int[] AfterEaster = [1, 39, 50];

    public static bool Contains(string department, DateOnly day) =>
        Everywhere.Contains((day.Month, day.Day))
        || (Local.TryGetValue(department, out (int, int) local) && local == (day.Month, day.Day))
        || AfterEaster.Any(days => EasterSundays.Contains(day.AddDays(-days)))
        || (department is "57" or "67" or "68" && EasterSundays.Contains(day.AddDays(2)));
}
