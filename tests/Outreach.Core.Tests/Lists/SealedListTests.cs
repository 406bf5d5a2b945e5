using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Jose;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Core.Tests.Lists;

public sealed class SealedListTests
{
    private static readonly SealedListContext Context = new(
        CampaignId.Parse("autumn-2026"),
        new ListId("0123456789abcdef0123456789abcdef"),
        new PractitionerRef("fedcba9876543210fedcba9876543210"),
        Rows: 3,
        new DateTimeOffset(2026, 12, 24, 10, 0, 0, TimeSpan.Zero));

    private static readonly byte[] Key = SealedList.DeriveKey(Share(1), Share(2), Context.List);
    private static readonly byte[] Content = "{\"columns\":[],\"rows\":[]}"u8.ToArray();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(5_000_000)]
    [Trait("threat", "10")]
    public void Open_WhatWasSealed_IsTheSameContent(int size)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);

        Result<byte[]> opened = SealedList.Open(Context, SealedList.Seal(Context, content, Key), Key);

        Assert.True(opened.Succeeded);
        Assert.True(content.AsSpan().SequenceEqual(opened.Value));
    }

    [Fact]
    [Trait("threat", "1")]
    public void Open_AnyFlippedBit_IsDamaged()
    {
        byte[] sealedList = SealedList.Seal(Context, Content, Key);
        for (int position = 0; position < sealedList.Length; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] flipped = [.. sealedList];
                flipped[position] ^= (byte)(1 << bit);

                AssertDamaged(SealedList.Open(Context, flipped, Key), $"bit {bit} of byte {position}");
            }
        }
    }

    [Fact]
    [Trait("threat", "2")]
    public void Open_TruncatedAnywhere_IsDamaged()
    {
        byte[] sealedList = SealedList.Seal(Context, Content, Key);
        for (int length = 0; length < sealedList.Length; length++)
        {
            AssertDamaged(SealedList.Open(Context, sealedList[..length], Key), $"{length} bytes");
        }
    }

    [Fact]
    [Trait("threat", "3")]
    public void Open_WithSomethingAppended_IsDamaged()
    {
        byte[] sealedList = SealedList.Seal(Context, Content, Key);
        byte[] other = SealedList.Seal(Context, Content, Key);

        foreach (byte[] tail in new[] { "A"u8.ToArray(), "="u8.ToArray(), "\n"u8.ToArray(), "."u8.ToArray(), other, other[^20..], RandomNumberGenerator.GetBytes(64) })
        {
            AssertDamaged(SealedList.Open(Context, [.. sealedList, .. tail], Key), $"a tail of {tail.Length} bytes");
        }
    }

    [Fact]
    [Trait("threat", "4")]
    public void Open_AnotherListOfTheSameDoctor_IsDamaged()
    {
        SealedListContext other = Context with { List = new ListId("ffffffffffffffffffffffffffffffff") };
        byte[] otherKey = SealedList.DeriveKey(Share(1), Share(2), other.List);
        byte[] swapped = SealedList.Seal(other, Content, otherKey);

        AssertDamaged(SealedList.Open(Context, swapped, Key), "the other blob under the own key");
        AssertDamaged(SealedList.Open(Context, swapped, otherKey), "the other blob under its own key");
        AssertDamaged(SealedList.Open(Context, SealedList.Seal(other, Content, Key), Key), "the other context under the same key");
    }

    [Fact]
    [Trait("threat", "5")]
    public void Open_AnOlderVersionUnderItsOwnKey_IsDamagedUnderTheNewOne()
    {
        byte[] older = SealedList.Seal(Context, Content, SealedList.DeriveKey(Share(7), Share(2), Context.List));

        AssertDamaged(SealedList.Open(Context, older, Key), "an older version");
    }

    public static TheoryData<string, SealedListContext> WrongContexts() => new()
    {
        { "campaign", Context with { Campaign = CampaignId.Parse("spring-2027") } },
        { "list", Context with { List = new ListId("ffffffffffffffffffffffffffffffff") } },
        { "practitioner", Context with { Practitioner = new PractitionerRef("00") } },
        { "rows", Context with { Rows = 4 } },
        { "notAfter", Context with { NotAfter = Context.NotAfter.AddSeconds(1) } },
    };

    [Theory]
    [MemberData(nameof(WrongContexts))]
    [Trait("threat", "6")]
    public void Open_OneContextFieldWrong_IsDamaged(string field, SealedListContext wrong)
    {
        AssertDamaged(SealedList.Open(wrong, SealedList.Seal(Context, Content, Key), Key), field);
        AssertDamaged(SealedList.Open(Context, SealedList.Seal(wrong, Content, Key), Key), field);
    }

    [Theory]
    [InlineData("v", 2)]
    [InlineData("v", "1")]
    [InlineData("typ", "JWT")]
    [InlineData("zip", "DEF")]
    [InlineData("crit", "v")]
    [InlineData("kid", "attacker")]
    [Trait("threat", "7")]
    public void Open_HeaderMemberChangedOrAdded_IsDamaged(string member, object value)
    {
        Dictionary<string, object> header = Header();
        header[member] = value;
        byte[] forged = Encoding.ASCII.GetBytes(JWT.EncodeBytes(Content, Key, JweAlgorithm.DIR, JweEncryption.A256CBC_HS512, extraHeaders: header));

        AssertDamaged(SealedList.Open(Context, forged, Key), member);
    }

    [Theory]
    [InlineData("typ")]
    [InlineData("v")]
    [InlineData("rows")]
    [InlineData("notAfter")]
    [Trait("threat", "7")]
    public void Open_HeaderMemberMissing_IsDamaged(string member)
    {
        Dictionary<string, object> header = Header();
        header.Remove(member);
        byte[] forged = Encoding.ASCII.GetBytes(JWT.EncodeBytes(Content, Key, JweAlgorithm.DIR, JweEncryption.A256CBC_HS512, extraHeaders: header));

        AssertDamaged(SealedList.Open(Context, forged, Key), member);
    }

    [Fact]
    [Trait("threat", "7")]
    public void Open_WeakerEncryption_IsDamaged()
    {
        byte[] shorter = Key[..32];
        byte[] forged = Encoding.ASCII.GetBytes(JWT.EncodeBytes(Content, shorter, JweAlgorithm.DIR, JweEncryption.A256GCM, extraHeaders: Header()));

        AssertDamaged(SealedList.Open(Context, forged, Key), "A256GCM");
        AssertDamaged(SealedList.Open(Context, forged, shorter), "A256GCM under its own key");
    }

    [Fact]
    [Trait("threat", "18")]
    public void Open_WrongLinkShare_IsDamaged()
    {
        byte[] sealedList = SealedList.Seal(Context, Content, Key);

        AssertDamaged(SealedList.Open(Context, sealedList, SealedList.DeriveKey(Share(1), Share(3), Context.List)), "another fragment");
        AssertDamaged(SealedList.Open(Context, sealedList, SealedList.DeriveKey(Share(3), Share(2), Context.List)), "another server share");
        Assert.Throws<ArgumentException>(() => SealedList.DeriveKey(Share(1), [], Context.List));
    }

    [Property]
    [Trait("threat", "11")]
    public bool DeriveKey_AnyOtherInput_IsAnotherKey(byte server, byte link, byte otherServer, byte otherLink)
    {
        bool same = server == otherServer && link == otherLink;
        byte[] key = SealedList.DeriveKey(Share(server), Share(link), Context.List);
        byte[] other = SealedList.DeriveKey(Share(otherServer), Share(otherLink), Context.List);
        return key.AsSpan().SequenceEqual(other) == same;
    }

    [Fact]
    [Trait("threat", "11")]
    public void Seal_TheSameTwice_NeverLooksTheSame()
    {
        var seen = Enumerable.Range(0, 200).Select(_ => Encoding.ASCII.GetString(SealedList.Seal(Context, Content, Key))).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(200, seen.Count);
    }

    private static byte[] Share(byte fill) => [.. Enumerable.Repeat(fill, SealedList.ShareLength)];

    private static Dictionary<string, object> Header()
    {
        byte[] sealedList = SealedList.Seal(Context, Content, Key);
        var header = new Dictionary<string, object>(JWT.Headers(Encoding.ASCII.GetString(sealedList)), StringComparer.Ordinal);
        header.Remove("alg");
        header.Remove("enc");
        return header;
    }

    private static void AssertDamaged(Result<byte[]> result, string what) =>
        Assert.True(result.Failure?.Code == "lists.damaged", $"{what} opened");
}
