using System.Globalization;

namespace Outreach.Adapters.Storage;

/// <summary>Instants as text that sorts like them, to the tick: the emulator compares dates to the millisecond only.</summary>
internal static class TableInstants
{
    public static string ToText(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) => new(long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
