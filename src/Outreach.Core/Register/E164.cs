using PhoneNumbers;

namespace Outreach.Core.Register;

/// <summary>Telephone numbers as ITU-T E.164 writes them (+33123456789).</summary>
public static class E164
{
    private static readonly PhoneNumberUtil Plan = PhoneNumberUtil.GetInstance();

    /// <summary>Reads a number as people of a department write it; null when it cannot be called.</summary>
    /// <remarks>Overseas territories have numbering plans and country codes of their own, and also keep mainland numbers.</remarks>
    public static string? Read(string text, string department)
    {
        string region = RegionOf(department);
        return ReadIn(text, region) ?? (region == "FR" ? null : ReadIn(text, "FR"));
    }

    private static string? ReadIn(string text, string region)
    {
        try
        {
            PhoneNumber number = Plan.Parse(text, region);
            return Plan.IsValidNumber(number) ? Plan.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static string RegionOf(string department) => department switch
    {
        "971" => "GP",
        "972" => "MQ",
        "973" => "GF",
        "974" => "RE",
        "975" => "PM",
        "976" => "YT",
        "977" => "BL",
        "978" => "MF",
        "986" => "WF",
        "987" => "PF",
        "988" => "NC",
        _ => "FR",
    };
}
