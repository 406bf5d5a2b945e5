namespace Outreach.Core.Register;

/// <summary>A person's identifier: an INS object identifier and its value (NIR or NIA: 13 characters and a 2-digit key).</summary>
/// <param name="System">OID: 1.2.250.1.213.1.4.8 (NIR), .9 (NIA), .10 (TEST), .11 (DEMO).</param>
/// <param name="Number">15 characters, upper case, never a number: Corsica has letters.</param>
public readonly record struct PatientId(string System, string Number)
{
    /// <summary>The text that pseudonyms are made of.</summary>
    public string Value => $"{System}|{Number}";

    public override string ToString() => "patient";
}

/// <summary>The opaque name of a person within one campaign (see <see cref="Campaigns.CampaignSecret"/>); 32 hexadecimal digits.</summary>
public readonly record struct PatientRef(string Value)
{
    public override string ToString() => Value;
}
