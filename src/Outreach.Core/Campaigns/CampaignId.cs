using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Outreach.Core.Campaigns;

/// <summary>A campaign's name in addresses and keys: 3 to 40 of a–z, 0–9 and '-', starting with a letter.</summary>
public readonly partial record struct CampaignId
{
    private CampaignId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out CampaignId id)
    {
        bool valid = text is not null && Shape().IsMatch(text);
        id = valid ? new CampaignId(text!) : default;
        return valid;
    }

    /// <summary>Reads an id that this system stored itself.</summary>
    public static CampaignId Parse(string text) =>
        TryParse(text, out CampaignId id) ? id : throw new FormatException("Not a campaign id.");

    public override string ToString() => Value;

    [GeneratedRegex("^[a-z][a-z0-9-]{2,39}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
