using System.Globalization;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Adapters.Register;

/// <summary>Where an envelope stands in table `register`: the partition of a doctor or a department, then generation and number.</summary>
internal readonly record struct RegisterRowKey(string Partition, int Generation, int Number)
{
    public string Row => string.Create(CultureInfo.InvariantCulture, $"{Generation:D8}~{Number:D6}");

    public static string PartitionOf(CampaignId campaign, PractitionerRef practitioner) => $"{campaign.Value}~{practitioner.Value}";

    public static string PartitionOf(CampaignId campaign, string department) => $"{campaign.Value}~none~{department}";

    /// <summary>Holds what is known of imports, and no people; its row keys sort after every generation.</summary>
    public static string ImportsOf(CampaignId campaign) => $"{campaign.Value}~import";

    /// <summary>Row keys of a generation lie in [first, end).</summary>
    public static (string First, string End) RangeOf(int generation)
    {
        string prefix = generation.ToString("D8", CultureInfo.InvariantCulture);
        return ($"{prefix}~", $"{prefix}~~");
    }

    /// <summary>Partition keys of a campaign lie in [first, end): what follows the separator is a hexadecimal digit or a lower-case letter.</summary>
    public static (string First, string End) RangeOf(CampaignId campaign) => ($"{campaign.Value}~", $"{campaign.Value}~~");
}
