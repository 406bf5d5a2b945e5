using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Testing.Audit;

/// <summary>What every <see cref="IAuditTrail"/> promises.</summary>
public abstract class AuditTrailContract
{
    protected static AuditEvent Opened { get; } =
        new("lists.opened", "system", new Dictionary<string, string>(StringComparer.Ordinal) { ["request"] = new string('a', 32), ["rows"] = "3" });

    protected abstract Task<IAuditTrail> CreateAsync();

    [Fact]
    public async Task Append_Several_ReadBackInOrderAndIntact()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();

        AuditReceipt first = await trail.AppendAsync(stream, Opened, default);
        AuditReceipt second = await trail.AppendAsync(stream, Opened with { Data = new Dictionary<string, string>(StringComparer.Ordinal) }, default);

        List<AuditEntry> entries = await ReadAsync(trail, stream);
        Assert.Equal([1, 2], entries.Select(entry => entry.Sequence));
        Assert.Equal([first.Hash, second.Hash], entries.Select(entry => entry.Hash));
        Assert.Equal(Opened.Data, entries[0].Data);
        Assert.Equal("lists.opened", entries[0].Type);
        Assert.True((await new AuditVerifier(trail).VerifyAsync(stream, trusted: null, default)).IsIntact);
    }

    [Fact]
    public async Task Read_NoSuchStream_IsEmpty()
    {
        IAuditTrail trail = await CreateAsync();

        Assert.Empty(await ReadAsync(trail, NewStream()));
    }

    [Fact]
    public async Task List_AfterAppends_NamesEachStreamOnce()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream list = NewStream();
        AuditStream campaign = AuditStream.ForCampaign(CampaignId.Parse($"c{RandomId.Create()[..8]}"));
        await trail.AppendAsync(list, Opened, default);
        await trail.AppendAsync(list, Opened, default);
        await trail.AppendAsync(campaign, Opened, default);

        List<AuditStream> streams = [];
        await foreach (AuditStream stream in StreamsOf(trail).ListAsync("", default))
        {
            streams.Add(stream);
        }

        Assert.Single(streams, list);
        Assert.Single(streams, campaign);
        Assert.Equal(streams.OrderBy(stream => stream.Value, StringComparer.Ordinal), streams);
    }

    [Fact]
    public async Task List_ByAPrefix_NamesThoseAlone()
    {
        IAuditTrail trail = await CreateAsync();
        CampaignId campaign = CampaignId.Parse($"c{RandomId.Create()[..8]}");
        AuditStream[] objections = [.. Enumerable.Range(0, 2).Select(_ => AuditStream.ForObjection(campaign, RandomId.Create())).OrderBy(stream => stream.Value, StringComparer.Ordinal)];
        AuditStream[] others = [AuditStream.ForObjection(CampaignId.Parse($"{campaign.Value}-two"), RandomId.Create()), AuditStream.ForCampaign(campaign)];
        foreach (AuditStream stream in objections.Concat(others))
        {
            await trail.AppendAsync(stream, Opened, default);
        }

        Assert.Equal(objections, await StreamsOf(trail).ListAsync(AuditStream.ObjectionsOf(campaign), default).ToListAsync());
    }

    [Fact]
    public async Task Erase_LastEntryAsSeen_LeavesNothingAndIsTheSameAgain()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        AuditHead last = await HeadAsync(trail, stream);

        Assert.True(await StreamsOf(trail).EraseAsync(last, default));

        Assert.Empty(await ReadAsync(trail, stream));
        Assert.True(await StreamsOf(trail).EraseAsync(last, default));
    }

    [Fact]
    public async Task Erase_AnEntryCameSince_LeavesAll()
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        AuditHead last = await HeadAsync(trail, stream);
        await trail.AppendAsync(stream, Opened, default);

        Assert.False(await StreamsOf(trail).EraseAsync(last, default));

        Assert.Equal(2, (await ReadAsync(trail, stream)).Count);
    }

    [Fact]
    [Trait("threat", "51")]
    public async Task Append_TwoWritersOnOneStream_MakeOneChain()
    {
        IAuditTrail one = await CreateAsync();
        IAuditTrail other = await CreateSecondWriterAsync(one);
        AuditStream stream = NewStream();

        AuditReceipt[] receipts = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).AppendAsync(stream, Opened, default))));

        Assert.Equal(Enumerable.Range(1, 20).Select(sequence => (long)sequence), receipts.Select(receipt => receipt.Sequence).Order());
        AuditVerdict verdict = await new AuditVerifier(one).VerifyAsync(stream, trusted: null, default);
        Assert.True(verdict.IsIntact);
        Assert.Equal(20, verdict.Head?.Sequence);
    }

    [Theory]
    [Trait("threat", "53")]
    [InlineData("necessity", "Mme Durand, 0612345678")]
    [InlineData("request", "253072B07300470")]
    [InlineData("rows", "253072107300470")]
    [InlineData("rows", "99700218896")]
    [InlineData("notAfter", "1953-07-20")]
    [InlineData("campaign", "nir-253072073004")]
    [InlineData("name", "dupont")]
    [InlineData("reason", "")]
    public async Task Append_PersonalOrUnknownData_IsRefusedAndWritesNothing(string name, string value)
    {
        IAuditTrail trail = await CreateAsync();
        AuditStream stream = NewStream();
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value };

        ArgumentException refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => trail.AppendAsync(stream, Opened with { Data = data }, default));

        Assert.True(value.Length == 0 || !refused.Message.Contains(value, StringComparison.Ordinal));
        Assert.Empty(await ReadAsync(trail, stream));
    }

    [Theory]
    [Trait("threat", "53")]
    [InlineData("899700218896")]
    [InlineData("Practitioner:899700218896")]
    [InlineData("dr.dupont@example.org")]
    public async Task Append_ActorThatIsNoPseudonym_IsRefused(string actor)
    {
        IAuditTrail trail = await CreateAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => trail.AppendAsync(NewStream(), Opened with { Actor = actor }, default));
    }

    [Fact]
    public async Task Append_ActorFromPseudonyms_IsAccepted()
    {
        IAuditTrail trail = await CreateAsync();
        var caller = new Caller("subject", CallerKind.Insurer, Practitioner: null, new HashSet<string>(StringComparer.Ordinal));

        AuditReceipt receipt = await trail.AppendAsync(NewStream(), Opened with { Actor = new Pseudonyms(new byte[32]).Actor(caller) }, default);

        Assert.Equal(1, receipt.Sequence);
    }

    /// <summary>Another process on the same storage, where there is one.</summary>
    protected virtual Task<IAuditTrail> CreateSecondWriterAsync(IAuditTrail first) => Task.FromResult(first);

    /// <summary>The streams of the same trail.</summary>
    protected virtual IAuditStreams StreamsOf(IAuditTrail trail) => (IAuditStreams)trail;

    protected static AuditStream NewStream() => AuditStream.ForList(ListId.Create());

    private static async Task<AuditHead> HeadAsync(IAuditTrail trail, AuditStream stream)
    {
        await trail.AppendAsync(stream, Opened, default);
        return AuditHead.Of(stream, (await ReadAsync(trail, stream))[^1]);
    }

    protected static async Task<List<AuditEntry>> ReadAsync(IAuditTrail trail, AuditStream stream)
    {
        ArgumentNullException.ThrowIfNull(trail);
        List<AuditEntry> entries = [];
        await foreach (AuditEntry entry in trail.ReadAsync(stream, default))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
