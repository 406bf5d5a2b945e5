using System.Collections.Frozen;
using System.Globalization;

namespace Outreach.Core.Register;

/// <summary>INSEE department codes: 01 to 95 with 2A and 2B for Corsica, overseas departments and collectivities, 99 for abroad.</summary>
public static class Departments
{
    public const string Abroad = "99";

    private static readonly FrozenSet<string> Known = Enumerable.Range(1, 95)
        .Where(n => n != 20)
        .Select(n => n.ToString("00", CultureInfo.InvariantCulture))
        .Concat(["2A", "2B", "971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988", Abroad])
        .ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => Known.Items;

    public static bool IsKnown(string code) => Known.Contains(code);

    /// <summary>The department a French postal code belongs to; null when it tells none.</summary>
    /// <remarks>A few communes are served from the next department: where a register states the department, that one holds.</remarks>
    public static string? FromPostalCode(string postalCode)
    {
        if (postalCode.Length != 5 || !postalCode.All(char.IsAsciiDigit))
        {
            return null;
        }

        string department = postalCode switch
        {
            ['2', '0', '0' or '1', ..] => "2A",
            ['2', '0', ..] => "2B",
            ['9', '7' or '8', ..] => postalCode[..3],
            _ => postalCode[..2],
        };

        // 99xxx is a postal convention for foreign mail, not an address in France.
        return department != Abroad && IsKnown(department) ? department : null;
    }
}
