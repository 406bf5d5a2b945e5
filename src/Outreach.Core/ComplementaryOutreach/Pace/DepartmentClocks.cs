using System.Collections.Frozen;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>Whose clock counts: the time zone of a person's department, overseas included (IANA names).</summary>
/// <remarks>Department 99, abroad, has the clock of Paris: the register does not say where abroad.</remarks>
public static class DepartmentClocks
{
    public const string Mainland = "Europe/Paris";

    private static readonly FrozenDictionary<string, string> Overseas = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["971"] = "America/Guadeloupe",
        ["972"] = "America/Martinique",
        ["973"] = "America/Cayenne",
        ["974"] = "Indian/Reunion",
        ["975"] = "America/Miquelon",
        ["976"] = "Indian/Mayotte",
        ["977"] = "America/St_Barthelemy",
        ["978"] = "America/Marigot",
        ["986"] = "Pacific/Wallis",
        ["987"] = "Pacific/Tahiti",
        ["988"] = "Pacific/Noumea",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TimeZoneInfo> Zones =
        Overseas.Values.Append(Mainland).Distinct(StringComparer.Ordinal).ToFrozenDictionary(name => name, TimeZoneInfo.FindSystemTimeZoneById, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">There is no such department; what stands there is not repeated.</exception>
    public static TimeZoneInfo Of(string department) => Zones[NameOf(department)];

    /// <summary>The IANA name, whatever the machine calls the zone itself.</summary>
    /// <exception cref="ArgumentException">There is no such department; what stands there is not repeated.</exception>
    public static string NameOf(string department) =>
        Departments.IsKnown(department) ? Overseas.GetValueOrDefault(department, Mainland) : throw new ArgumentException("Not a department.", nameof(department));
}
