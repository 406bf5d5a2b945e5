using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Core.Tests.Audit;

/// <summary>C14: the trail is kept 6 to 12 months, and what is erased by that rule is the only thing whose absence is accepted.</summary>
public sealed class AuditRetentionTests : IDisposable
{
    private readonly AuditWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void Period_Months_AreSixToTwelve(int months, bool lawful) => Assert.Equal(lawful, new RetentionPeriod(months).IsLawful);

    /// <summary>Months of France: the first hours of a day there belong to the day before in UTC, and summer time is an hour.</summary>
    [Theory]
    [InlineData(6, "2026-08-31T10:00:00Z", "2027-02-28T11:00:00Z")]
    [InlineData(6, "2026-03-30T22:30:00Z", "2026-09-29T22:30:00Z")]
    [InlineData(12, "2026-11-02T02:15:00Z", "2027-11-02T02:15:00Z")]
    [InlineData(12, "2028-02-29T12:00:00Z", "2029-02-28T12:00:00Z")]
    public void Period_IsOver_AtTheInstantAndNotATickBefore(int months, string at, string end)
    {
        var period = new RetentionPeriod(months);
        DateTimeOffset over = Instant(end);

        Assert.True(period.IsOver(Instant(at), over));
        Assert.False(period.IsOver(Instant(at), over.AddTicks(-1)));
    }

    /// <summary>An objection may be withdrawn as long as its campaign is open: its stream would begin anew, as a cut one does.</summary>
    [Fact]
    public async Task Run_OldObjection_IsKeptWhileItsCampaignIsOpenAndErasedAfterwards()
    {
        Campaign campaign = SampleCampaign.Create();
        await _world.Campaigns.AddAsync(campaign, default);
        AuditStream stream = await _world.WriteAsync(to: AuditStream.ForObjection(campaign.Id, Core.RandomId.Create()));
        await _world.NightAsync();
        Later();
        await _world.NightAsync();
        Assert.True(_world.Trail.Lines.ContainsKey(stream));

        Versioned<Campaign> stored = (await _world.Campaigns.FindAsync(campaign.Id, default))!;
        await _world.Campaigns.ReplaceAsync(stored.Value with { State = CampaignState.Closed }, stored.ETag, default);
        await _world.NightAsync();

        Assert.False(_world.Trail.Lines.ContainsKey(stream));
        Assert.True((await _world.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Run_OldStreams_AreErasedRecordedAndSignedForAndNothingElse()
    {
        AuditStream old = await _world.WriteAsync();
        await _world.NightAsync();
        Later();
        AuditStream young = await _world.WriteAsync();

        CheckpointOutcome outcome = await _world.NightAsync();

        Assert.Equal((1, 0, 1), (outcome.Retention.Erased, outcome.Retention.Waiting, outcome.Retention.Checkpoints));
        CheckpointStatement statement = await _world.StatementAsync(2);
        Assert.Equal((1, 1), (statement.Heads.Size, statement.Erased.Size));
        Assert.Equal(3, AuditHead.Parse(Assert.Single(_world.Checkpoints.Heads[statement.Erased.Name]))!.Sequence);
        AuditEntry recorded = Assert.Single(_world.Trail.Entries, entry => entry.Stream.Value.StartsWith("retention/", StringComparison.Ordinal)).Entry;
        Assert.Equal(("audit.streams-erased", "1", "2", statement.Erased.Root), (recorded.Type, recorded.Data["erased"], recorded.Data["checkpoint"], recorded.Data["sha256"]));
        Assert.False(_world.Trail.Lines.ContainsKey(old));
        Assert.True(_world.Trail.Lines.ContainsKey(young));
        Assert.True((await _world.VerifyAsync()).IsIntact);
        Assert.Empty((await _world.NightAsync()).Altered);
        Assert.True((await _world.VerifyAsync()).IsIntact);
    }

    /// <summary>What no signed checkpoint ever saw is not erased: nobody could say later what it was.</summary>
    [Fact]
    public async Task Run_OldStreamThatNoCheckpointSaw_IsCoveredFirstAndErasedTheNextNight()
    {
        await _world.WriteAsync();
        Later();

        Assert.Equal(0, (await _world.NightAsync()).Retention.Erased);
        Assert.Equal(1, (await _world.NightAsync()).Retention.Erased);
    }

    [Fact]
    public async Task Run_OneEntryIsYoung_TheWholeStreamStays()
    {
        AuditStream stream = await _world.WriteAsync();
        _world.Time.Advance(TimeSpan.FromDays(364));
        await _world.WriteAsync(1, stream);
        await _world.NightAsync();
        _world.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(0, (await _world.NightAsync()).Retention.Erased);
    }

    [Theory]
    [InlineData(ListState.Ready, false, 0)]
    [InlineData(ListState.Destroying, false, 0)]
    [InlineData(ListState.Destroyed, false, 0)]
    [InlineData(ListState.Destroyed, true, 1)]
    public async Task Run_OfAListWithARecord_OnlyWhenNothingCanFollow(ListState state, bool attested, int erased)
    {
        ListRecord record = Sample.Record() with { State = state, AttestedAt = attested ? _world.Time.GetUtcNow() : null };
        await _world.Lists.TryPutAsync(record, etag: null, default);
        await _world.WriteAsync(1, AuditStream.ForList(record.Id));
        await _world.NightAsync();
        Later();

        Assert.Equal(erased, (await _world.NightAsync()).Retention.Erased);
    }

    [Theory]
    [InlineData(CampaignState.Open, 0)]
    [InlineData(CampaignState.Closing, 0)]
    [InlineData(CampaignState.Closed, 1)]
    public async Task Run_OfACampaign_OnlyWhenItIsClosed(CampaignState state, int erased)
    {
        Campaign campaign = SampleCampaign.Create() with { State = state };
        await _world.Campaigns.AddAsync(campaign, default);
        await _world.WriteAsync(1, AuditStream.ForCampaign(campaign.Id));
        await _world.NightAsync();
        Later();

        Assert.Equal(erased, (await _world.NightAsync()).Retention.Erased);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Run_OldStreamThatWasAltered_IsKeptAsEvidence()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        Later();
        _world.Trail.Lines[stream].RemoveAt(2);

        CheckpointOutcome outcome = await _world.NightAsync();

        Assert.Equal(0, outcome.Retention.Erased);
        Assert.Equal(AuditFault.Truncated, Assert.Single(outcome.Altered).Fault);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Run_StreamThatSomebodyRemoved_IsReportedUntilItsTimeIsOver()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        _world.Trail.Lines.TryRemove(stream, out _);

        Assert.Single((await _world.NightAsync()).Altered);
        Later();
        Assert.Single((await _world.NightAsync()).Altered);

        Assert.Empty((await _world.NightAsync()).Altered);
        Assert.True((await _world.VerifyAsync()).IsIntact);
    }

    /// <summary>Absence is accepted where a signed checkpoint says so, and nowhere else: saying so in the trail is not enough.</summary>
    [Fact]
    [Trait("threat", "50")]
    public async Task Verify_StreamRemovedWithAForgedRecordOfErasure_IsFound()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        Later();
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["checkpoint"] = "1", ["erased"] = "1", ["sha256"] = new string('a', 64) };
        await _world.Trail.AppendAsync(AuditStream.ForRetention(_world.Time.GetUtcNow()), new AuditEvent("audit.streams-erased", "system", data), default);
        _world.Trail.Lines.TryRemove(stream, out _);

        Assert.Equal("audit.stream-removed", Assert.Single((await _world.VerifyAsync()).Findings).Code);
    }

    [Fact]
    public async Task Run_AccountForbidsErasing_NamesTheStreamAgainUntilItIsGone()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        Later();
        _world.Trail.Immutable = true;

        Assert.Equal((0, 1), Counts(await _world.NightAsync()));
        Assert.True((await _world.VerifyAsync()).IsIntact);
        Assert.Equal((0, 1), Counts(await _world.NightAsync()));
        _world.Trail.Immutable = false;
        Assert.Equal((1, 0), Counts(await _world.NightAsync()));

        Assert.False(_world.Trail.Lines.ContainsKey(stream));
        Assert.True((await _world.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Run_AccountThrottlesOneErasure_ErasesTheOthersAndWaitsForIt()
    {
        AuditStream[] old = [await _world.WriteAsync(), await _world.WriteAsync(), await _world.WriteAsync()];
        await _world.NightAsync();
        Later();
        _world.Trail.Throttled = old[1];

        Assert.Equal((2, 1), Counts(await _world.NightAsync()));
        _world.Trail.Throttled = null;
        Assert.Equal((1, 0), Counts(await _world.NightAsync()));

        Assert.True((await _world.VerifyAsync()).IsIntact);
    }

    /// <summary>A doctor who attests a year later writes into a stream that is on its way out: nothing of it is lost.</summary>
    [Fact]
    public async Task Run_EntryAddedWhileErasing_BringsTheStreamBack()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        Later();
        _world.Trail.Immutable = true;
        await _world.NightAsync();
        _world.Trail.Immutable = false;
        await _world.WriteAsync(1, stream);

        Assert.Equal((0, 0), Counts(await _world.NightAsync()));

        Assert.Equal(4, _world.Trail.Lines[stream].Count);
        Assert.True((await _world.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Run_KilledAfterAnyStep_TheNextRunsFinish()
    {
        int step = 0;
        for (bool killed = true; killed;)
        {
            using var world = new AuditWorld();
            AuditStream[] old = [await world.WriteAsync(), await world.WriteAsync(), await world.WriteAsync()];
            await world.NightAsync();
            world.Time.Advance(TimeSpan.FromDays(366));
            world.Restart();
            world.Faults.KillAfter(++step);
            killed = await Record.ExceptionAsync(() => world.Checkpoint.RunAsync(default)) is not null;
            world.Restart();

            Assert.True((await world.VerifyAsync()).IsIntact);
            Assert.True(
                Array.TrueForAll(old, world.Trail.Lines.ContainsKey) || world.Trail.Entries.Any(entry => entry.Entry.Type == "audit.streams-erased"),
                "a stream was erased before the trail says so");
            await world.NightAsync();
            Assert.True((await world.VerifyAsync()).IsIntact);
            Assert.DoesNotContain(old, world.Trail.Lines.ContainsKey);
        }

        Assert.InRange(step, 8, 40);
    }

    [Fact]
    public async Task Run_OldCheckpoints_AreRemovedInOrderAndTheRestHolds()
    {
        for (int night = 0; night < 5; night++)
        {
            await _world.NightAsync();
        }

        _world.Time.Advance(TimeSpan.FromDays(362));

        CheckpointOutcome outcome = await _world.NightAsync();

        Assert.Equal(3, outcome.Retention.Checkpoints);
        Assert.Equal([4, 5, 6], _world.Checkpoints.Statements.Keys);
        Assert.Equal(4, (await _world.StatementAsync(6)).First);
        Assert.True((await _world.VerifyAsync()).IsIntact);
        _world.Checkpoints.Statements.Remove(4);
        Assert.Equal(("audit.checkpoint-missing", 4L), (await _world.VerifyAsync()).Findings.Select(finding => (finding.Code, finding.Checkpoint!.Value)).Single());
    }

    /// <summary>A year without a run: what follows is anchored by its own signature.</summary>
    [Fact]
    public async Task Run_AllCheckpointsAreOld_BeginsANewChainBehindThem()
    {
        AuditStream stream = await _world.WriteAsync();
        await _world.NightAsync();
        await _world.NightAsync();
        Later();
        await _world.WriteAsync(1, stream);

        CheckpointOutcome outcome = await _world.NightAsync();

        Assert.Equal((3L, 2), (outcome.Number, outcome.Retention.Checkpoints));
        Assert.Equal([3], _world.Checkpoints.Statements.Keys);
        Assert.True((await _world.VerifyAsync()).IsIntact);
    }

    private static (int Erased, int Waiting) Counts(CheckpointOutcome outcome) => (outcome.Retention.Erased, outcome.Retention.Waiting);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private void Later() => _world.Time.Advance(TimeSpan.FromDays(366));
}
