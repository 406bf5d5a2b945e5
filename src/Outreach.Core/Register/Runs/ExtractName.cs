using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Register.Runs;

/// <summary>The name of a landed extract: a code as the audit trail has them, which is no path, with too few digits for a number of anybody, and an ending.</summary>
internal static partial class ExtractName
{
    public const int MostParts = 5_000;

    /// <summary>Fewer than a telephone number has, which is the shortest that names somebody.</summary>
    private const int MostDigits = 9;

    public static bool IsValid(string? text) =>
        text is not null && AuditVocabulary.IsCode(Ending().Replace(text, "")) && text.Count(char.IsAsciiDigit) <= MostDigits;

    public static string Of(CampaignId campaign, string extract) => $"{campaign.Value}/{extract}";

    public static string OfPart(CampaignId campaign, string extract, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{campaign.Value}/{extract}/{number:D5}");

    [GeneratedRegex(@"(\.csv)?(\.gz)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ending();
}
