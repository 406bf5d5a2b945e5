using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Adapters.Contacts;

/// <summary>Where a row stands in table `contacts`.</summary>
internal readonly record struct ContactRowKey(string Partition, string Row)
{
    /// <summary>Whether an act is open or has ended: the row that every other row of the act presupposes.</summary>
    public const string StateRow = "state";

    /// <summary>There while the act is open: what a claim presupposes, without writing over the state that all claims of the act share.</summary>
    public const string OpenRow = "open";

    private const string PeoplePrefix = "people~";
    private const string MarkPrefix = "mark~";
    private const int NameBytes = 16;

    /// <summary>Sixteen partitions per campaign: a list of a thousand is sixteen transactions, and no partition has all of the load.</summary>
    public static ContactRowKey Of(CampaignId campaign, PatientRef person) => new($"{campaign.Value}~{person.Value[0]}", person.Value);

    /// <summary>An act's own partition: "act" is no hexadecimal digit, so it meets none of people.</summary>
    public static ContactRowKey StateOf(CampaignId campaign, ContactAct act) => new($"{campaign.Value}~act~{act.Id}", StateRow);

    /// <summary>Some people of an act; the same people have the same row, so that a claim made twice is listed once.</summary>
    public static ContactRowKey PeopleOf(ContactBook book, ContactAct act, ReadOnlySpan<byte> people) =>
        StateOf(book.Campaign, act) with { Row = PeoplePrefix + Name(book.Secret, people) };

    /// <summary>A person of an act who changed. The name tells nobody who it is: the person's own row is named by the reference.</summary>
    public static ContactRowKey MarkOf(ContactBook book, ContactAct act, PatientRef person) =>
        StateOf(book.Campaign, act) with { Row = MarkPrefix + Name(book.Secret, Encoding.UTF8.GetBytes($"{act.Id}\n{person.Value}")) };

    /// <summary>Row keys of an act's people, then of its marks, lie in [first, end).</summary>
    public static (string First, string End) PeopleRange => (PeoplePrefix, PeoplePrefix + "~");

    public static (string First, string End) MarkRange => (MarkPrefix, MarkPrefix + "~");

    /// <summary>Partition keys of a campaign lie in [first, end): what follows the separator is a hexadecimal digit or a lower-case letter.</summary>
    public static (string First, string End) RangeOf(CampaignId campaign) => ($"{campaign.Value}~", $"{campaign.Value}~~");

    private static string Name(CampaignSecret secret, ReadOnlySpan<byte> of)
    {
        byte[] name = new byte[NameBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA512, secret.ContactKey, name, salt: [], info: of);
        return Convert.ToHexStringLower(name);
    }
}
