using System.Globalization;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Adapters.Register;

/// <summary>Where an envelope stands in table `register`: the partition of a doctor or a department, then generation and number.</summary>
internal readonly record struct RegisterRowKey(string Partition, int Generation, int Number)
{
    private const string UpdateMark = "~~";

    /// <summary>Of whom the row is an update; null for an envelope of an import.</summary>
    public PatientRef? Updated { get; init; }

    /// <summary>Updates sort after the envelopes of their generation, and before the next one.</summary>
    public string Row => Updated is { } person
        ? string.Create(CultureInfo.InvariantCulture, $"{Generation:D8}{UpdateMark}{person.Value}")
        : string.Create(CultureInfo.InvariantCulture, $"{Generation:D8}~{Number:D6}");

    /// <summary>The key of an update's row, as it was stored; null when the row is no update of this generation.</summary>
    public static RegisterRowKey? OfUpdate(string partition, int generation, string row)
    {
        string prefix = generation.ToString("D8", CultureInfo.InvariantCulture) + UpdateMark;
        return row.StartsWith(prefix, StringComparison.Ordinal)
            ? new RegisterRowKey(partition, generation, 0) { Updated = new PatientRef(row[prefix.Length..]) }
            : null;
    }

    public static string PartitionOf(CampaignId campaign, PractitionerRef practitioner) => $"{campaign.Value}~{practitioner.Value}";

    public static string PartitionOf(CampaignId campaign, string department) => $"{campaign.Value}~none~{department}";

    /// <summary>Holds what is known of imports, and no people; its row keys sort after every generation.</summary>
    public static string ImportsOf(CampaignId campaign) => $"{campaign.Value}~import";

    /// <summary>Row keys of a generation, its updates last, lie in [first, end).</summary>
    public static (string First, string End) RangeOf(int generation)
    {
        string prefix = generation.ToString("D8", CultureInfo.InvariantCulture);
        return ($"{prefix}~", $"{prefix}{UpdateMark}~");
    }

    /// <summary>Partition keys of a campaign lie in [first, end): what follows the separator is a hexadecimal digit or a lower-case letter.</summary>
    public static (string First, string End) RangeOf(CampaignId campaign) => ($"{campaign.Value}~", $"{campaign.Value}~~");
}
