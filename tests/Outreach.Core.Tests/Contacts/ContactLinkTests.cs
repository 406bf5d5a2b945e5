using System.Text;
using System.Text.Json;
using Jose;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Testing.Register;
using Xunit;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Tests.Contacts;

public sealed class ContactLinkTests
{
    private static readonly CampaignId Autumn = CampaignId.Parse("autumn-2026");
    private static readonly PatientRef Person = new("00112233445566778899aabbccddeeff");
    private static readonly ContactBook Book = new(Autumn, SamplePeople.Secret, Cap: 1, Generation: 1);

    [Fact]
    public void Create_ThenRead_IsThePersonAndNeverTheSameText()
    {
        string first = ContactLink.Create(Book, Person);
        string second = ContactLink.Create(Book, Person);

        Assert.NotEqual(first, second);
        Assert.InRange(first.Length, 100, 200);
        Assert.Equal(Autumn, ContactLink.CampaignOf(first));
        Assert.Equal(Person, ContactLink.Read(first, Autumn, SamplePeople.Secret));
        Assert.DoesNotContain(Person.Value, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(first.Split('.')[0])), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "1")]
    [Trait("threat", "18")]
    public void Read_AnyCharacterChanged_IsNobody()
    {
        string token = ContactLink.Create(Book, Person);

        for (int i = 0; i < token.Length; i++)
        {
            foreach (char other in token[i] == 'A' ? "B." : "A.")
            {
                string damaged = token[..i] + other + token[(i + 1)..];

                Assert.True(damaged == token || ContactLink.Read(damaged, Autumn, SamplePeople.Secret) is null, $"character {i}");
            }
        }
    }

    [Fact]
    [Trait("threat", "2")]
    [Trait("threat", "18")]
    public void Read_CutOrLengthenedAnywhere_IsNobody()
    {
        string token = ContactLink.Create(Book, Person);

        Assert.All(Enumerable.Range(0, token.Length), length => Assert.Null(ContactLink.Read(token[..length], Autumn, SamplePeople.Secret)));
        Assert.Null(ContactLink.Read(token + "A", Autumn, SamplePeople.Secret));
        Assert.Null(ContactLink.Read(new string('.', 5_000), Autumn, SamplePeople.Secret));
        Assert.Null(ContactLink.Read(null, Autumn, SamplePeople.Secret));
    }

    [Fact]
    [Trait("threat", "17")]
    public void Read_OfAnotherCampaignOrSecret_IsNobody()
    {
        string token = ContactLink.Create(Book, Person);

        Assert.Null(ContactLink.Read(token, CampaignId.Parse("winter-2026"), SamplePeople.Secret));
        Assert.Null(ContactLink.Read(token, Autumn, new CampaignSecret(new byte[32])));
        Assert.Null(ContactLink.Read(ContactLink.Create(Book with { Campaign = CampaignId.Parse("winter-2026") }, Person), Autumn, SamplePeople.Secret));
    }

    /// <summary>Even who has the key gets no other format accepted, and no more members.</summary>
    [Theory]
    [Trait("threat", "7")]
    [InlineData(JweEncryption.A128GCM, "contact+jwe", false)]
    [InlineData(JweEncryption.A256CBC_HS512, "contact+jwe", false)]
    [InlineData(JweEncryption.A256GCM, "outreach-list+jwe", false)]
    [InlineData(JweEncryption.A256GCM, "contact+jwe", true)]
    public void Read_DowngradedOrWithMoreInItsHeader_IsNobody(JweEncryption encryption, string type, bool extra)
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal) { ["typ"] = type, ["kid"] = Autumn.Value };
        if (extra)
        {
            members["v"] = 2;
        }

        byte[] key = [.. SamplePeople.Secret.ContactLinkKey, .. SamplePeople.Secret.ContactLinkKey];
        int length = encryption switch { JweEncryption.A128GCM => 16, JweEncryption.A256GCM => 32, _ => 64 };
        string token = JWT.EncodeBytes(Convert.FromHexString(Person.Value), key[..length], JweAlgorithm.DIR, encryption, extraHeaders: members);

        Assert.Null(ContactLink.Read(token, Autumn, SamplePeople.Secret));
    }

    [Fact]
    [Trait("threat", "7")]
    public void Read_UnsignedToken_IsNobody()
    {
        string header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { alg = "none", typ = "contact+jwe", kid = Autumn.Value, enc = "A256GCM" }));

        Assert.Null(ContactLink.CampaignOf($"{header}....{Person.Value}"));
        Assert.Null(ContactLink.CampaignOf($"{header}....AAAA"));
    }

    [Fact]
    [Trait("threat", "19")]
    public void Text_OfWhatHoldsAToken_HoldsNone()
    {
        string token = ContactLink.Create(Book, Person);

        Assert.DoesNotContain(token, $"{new LinkBody(token)}", StringComparison.Ordinal);
        Assert.DoesNotContain("253072B07300470", $"{new ObjectionBody(InsSystem.Nir, "253072B07300470", "1957-03-12")}", StringComparison.Ordinal);
    }
}
