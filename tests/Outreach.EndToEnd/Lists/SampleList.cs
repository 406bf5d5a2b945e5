using System.Buffers.Text;
using System.Security.Cryptography;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Core.Register;

namespace Outreach.EndToEnd.Lists;

/// <summary>A sealed list of people who do not exist, some with names that try to be code.</summary>
public sealed class SampleList
{
    /// <summary>Runs if a name ever becomes markup.</summary>
    public const string HostileName = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>";

    public static readonly IReadOnlyList<InsuredPerson> People =
    [
        Person("Martin", "Camille", new DateOnly(1957, 3, 12), "+33199000001", "75011", "Paris"),
        Person("Colonna", "Ghjuvan", new DateOnly(1988, 11, 2), "+33199000002", "20000", "Ajaccio"),
        Person("Payet", "Marie-Thérèse", new DateOnly(1941, 7, 30), "+262639000003", "97400", "Saint-Denis"),
        Person("D’Héricourt-Lœillet", "Éloïse", new DateOnly(1999, 12, 31), "", "67000", "Strasbourg"),
        Person(HostileName, "=HYPERLINK(\"http://example.invalid\")", new DateOnly(1970, 1, 1), "javascript:alert(1)", "35000", "Rennes"),
        Person("Retiré", "Paul", new DateOnly(1962, 5, 5), "+33199000006", "31000", "Toulouse"),
    ];

    private static readonly string[] WithdrawnAtFirst = [RowOf(6)];

    private readonly SealedListContext _context;
    private readonly byte[] _serverShare = RandomNumberGenerator.GetBytes(SealedList.ShareLength);

    public SampleList(TimeSpan? life = null)
    {
        byte[] linkShare = RandomNumberGenerator.GetBytes(SealedList.ShareLength);
        LinkShare = Base64Url.EncodeToString(linkShare);
        _context = new SealedListContext(
            CampaignId.Parse("autumn-2026"), Id, new PractitionerRef("fedcba9876543210fedcba9876543210"), People.Count,
            TimeProvider.System.GetUtcNow() + (life ?? TimeSpan.FromDays(20)));
        byte[] content = ListContent.Render([.. People.Select((person, index) => (new RowRef((ulong)index + 1), person))]);
        Sealed = SealedList.Seal(_context, content, SealedList.DeriveKey(_serverShare, linkShare, Id));
    }

    public ListId Id { get; } = ListId.Create();

    public string LinkShare { get; }

    /// <summary>What is true of the rows now, for an opening and for every later question.</summary>
    public WithdrawnRows Rows { get; set; } = new(WithdrawnAtFirst, []);

    public byte[] Sealed { get; }

    /// <summary>Another doctor than the one in the sealed header.</summary>
    public bool NameAnotherPractitioner { get; set; }

    /// <summary>The reference of the person of this number, from 1.</summary>
    public static string RowOf(int person) => new RowRef((ulong)person).ToString();

    public Opening Opening(Uri blob) => new(
        Id.Value, _context.Campaign.Value, NameAnotherPractitioner ? "00" : _context.Practitioner.Value, _context.Rows, LeftOut: 2,
        SealedList.Timestamp(_context.NotAfter), Base64Url.EncodeToString(_serverShare), blob, Convert.ToHexStringLower(SHA256.HashData(Sealed)),
        Rows.Withdrawn, Rows.Closed, RemainingOpenings: 49);

    private static InsuredPerson Person(string familyName, string givenName, DateOnly born, string phone, string postalCode, string city) => new()
    {
        Id = new PatientId(InsSystem.Demo, "279035121518989"),
        FamilyName = familyName,
        GivenName = givenName,
        BirthDate = born,
        Phone = phone,
        PostalCode = postalCode,
        City = city,
        Department = "99",
    };
}
