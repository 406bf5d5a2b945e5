using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Testing.Web;
using Xunit;

namespace Outreach.Functions.Tests.Lists.Page;

/// <summary>One format, two implementations: what one seals, the other opens.</summary>
public sealed class SealedListVectorTests
{
    private static readonly SealedListContext Context = new(
        CampaignId.Parse("autumn-2026"), ListId.Create(), new PractitionerRef("fedcba9876543210fedcba9876543210"), Rows: 3,
        new DateTimeOffset(2026, 12, 24, 10, 0, 0, TimeSpan.Zero));

    private readonly byte[] _serverShare = RandomNumberGenerator.GetBytes(SealedList.ShareLength);
    private readonly byte[] _linkShare = RandomNumberGenerator.GetBytes(SealedList.ShareLength);

    public static TheoryData<int> Sizes => [0, 1, 16_383, 16_384, 16_385, 5 * 1024 * 1024];

    [Theory]
    [MemberData(nameof(Sizes))]
    [Trait("threat", "10")]
    public async Task Open_SealedByTheServer_IsTheSameInThePage(int size)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);
        byte[] sealedList = SealedList.Seal(Context, content, Key(_linkShare));

        Answer answer = await AskThePageAsync(sealedList: Encoding.ASCII.GetString(sealedList));

        Assert.Null(answer.Refused);
        Assert.True(content.AsSpan().SequenceEqual(Convert.FromBase64String(answer.Content!)));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    [Trait("threat", "10")]
    public async Task Open_SealedByThePage_IsTheSameOnTheServer(int size)
    {
        byte[] content = RandomNumberGenerator.GetBytes(size);

        Answer answer = await AskThePageAsync(content: Convert.ToBase64String(content));

        Result<byte[]> opened = SealedList.Open(Context, Encoding.ASCII.GetBytes(answer.Sealed!), Key(_linkShare));
        Assert.True(opened.Succeeded);
        Assert.True(content.AsSpan().SequenceEqual(opened.Value));
    }

    [Fact]
    [Trait("threat", "18")]
    public async Task Open_SealedByTheServerForAnotherLink_IsRefusedByThePage()
    {
        byte[] sealedList = SealedList.Seal(Context, [1, 2, 3], Key(RandomNumberGenerator.GetBytes(SealedList.ShareLength)));

        Answer answer = await AskThePageAsync(sealedList: Encoding.ASCII.GetString(sealedList));

        Assert.Equal("WrongKeyError", answer.Refused);
    }

    [Fact]
    [Trait("threat", "6")]
    public async Task Open_SealedByTheServerForAnotherPractitioner_IsRefusedByThePage()
    {
        byte[] sealedList = SealedList.Seal(Context with { Practitioner = new PractitionerRef("00") }, [1, 2, 3], Key(_linkShare));

        Answer answer = await AskThePageAsync(sealedList: Encoding.ASCII.GetString(sealedList));

        Assert.Equal("DamagedListError", answer.Refused);
    }

    private byte[] Key(byte[] linkShare) => SealedList.DeriveKey(_serverShare, linkShare, Context.List);

    private async Task<Answer> AskThePageAsync(string? content = null, string? sealedList = null)
    {
        var request = new Request(
            new PageContext(Context.Campaign.Value, Context.List.Value, Context.Practitioner.Value, Context.Rows, SealedList.Timestamp(Context.NotAfter)),
            Convert.ToBase64String(_serverShare), Convert.ToBase64String(_linkShare), content, sealedList);
        (int exitCode, string output) = await WebModule.RunAsync(
            JsonSerializer.Serialize(request, JsonSerializerOptions.Web), Path.Combine("dist", "node", "vectors", "sealed-list.js"));
        Assert.True(exitCode == 0, output);
        return JsonSerializer.Deserialize<Answer>(output, JsonSerializerOptions.Web)!;
    }

    private sealed record PageContext(string Campaign, string List, string Practitioner, int Rows, string NotAfter);

    private sealed record Request(PageContext Context, string ServerShare, string LinkShare, string? Content, string? Sealed);

    private sealed record Answer(string? Sealed, string? Content, string? Refused);
}
