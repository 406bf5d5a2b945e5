using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class DecideWaveTests : IAsyncLifetime
{
    private PlanningWorld _world = null!;

    public async Task InitializeAsync() => _world = await PlanningWorld.CreateAsync(PlanningWorld.Person(1));

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Approve_BySomebodyElse_LetsItRun_AndAgainIsTheSame()
    {
        Wave wave = await _world.PreviewedAsync();

        Wave approved = (await _world.ApproveAsync(wave)).Value!;
        Wave again = (await _world.ApproveAsync(wave)).Value!;

        Assert.Equal((WaveState.Running, SampleWaves.Approver), (approved.State, approved.Decider));
        Assert.Equal(approved, again);
        Assert.Equal(["waves.planned", "waves.previewed", "waves.approved"], await _world.ToldAsync());
    }

    [Fact]
    [Trait("threat", "28")]
    public async Task ApproveOrReject_ByTheAuthor_IsRefusedAndChangesNothing()
    {
        Wave wave = await _world.PreviewedAsync();

        Assert.Equal("waves.own-wave", (await _world.ApproveAsync(wave, SampleWaves.Author)).Failure?.Code);
        Assert.Equal("waves.own-wave", (await _world.Decide.RejectAsync(_world.Id, wave.Id.Value, SampleWaves.Author, default)).Failure?.Code);

        Assert.Equal(WaveState.AwaitingApproval, (await _world.FindAsync(wave)).State);
        Assert.Equal(["waves.planned", "waves.previewed"], await _world.ToldAsync());
    }

    [Fact]
    public async Task Approve_PreviewOfThreeDays_IsStaleToTheTick_UntilItIsMadeAgain()
    {
        Wave wave = await _world.PreviewedAsync();
        _world.Time.Advance(DecideWaveHandler.PreviewLife);

        Assert.Equal("waves.preview-stale", (await _world.ApproveAsync(wave)).Failure?.Code);
        Wave again = (await _world.Change.RecountAsync(_world.Id, wave.Id.Value, SampleWaves.Author, default)).Value!;
        Assert.Equal((WaveState.Previewing, null), (again.State, again.Preview));
        await _world.Record.RunAsync(_world.Campaign.Id, wave.Id, _world.Generation, PreviewCounts.None, default);
        _world.Time.Advance(DecideWaveHandler.PreviewLife - TimeSpan.FromTicks(1));

        Assert.True((await _world.ApproveAsync(wave)).Succeeded);
    }

    /// <summary>Who read the preview before lunch does not approve the one that was made over it.</summary>
    [Fact]
    [Trait("threat", "28")]
    public async Task Approve_CountedAgainSinceItWasLookedAt_IsRefused_UntilTheNewOneIsNamed()
    {
        Wave seen = await _world.PreviewedAsync();
        await _world.Change.RecountAsync(_world.Id, seen.Id.Value, SampleWaves.Author, default);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        await _world.Record.RunAsync(_world.Campaign.Id, seen.Id, _world.Generation, PreviewCounts.None, default);

        Assert.Equal("waves.preview-changed", (await _world.ApproveAsync(seen, seen: seen.Preview!.CountedAt)).Failure?.Code);
        Assert.Equal(
            "waves.preview-not-named",
            (await _world.Decide.ApproveAsync(_world.Id, seen.Id.Value, new ApprovalBody(null), SampleWaves.Approver, _world.Time.GetUtcNow(), default)).Failure?.Code);
        Assert.Equal(WaveState.AwaitingApproval, (await _world.FindAsync(seen)).State);
        Assert.True((await _world.ApproveAsync(seen)).Succeeded);
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Approve_RegisterLoadedSince_IsStale()
    {
        Wave wave = await _world.PreviewedAsync();
        await _world.LoadAsync(PlanningWorld.Person(1));

        Assert.Equal("waves.preview-stale", (await _world.ApproveAsync(wave)).Failure?.Code);
    }

    [Fact]
    public async Task Approve_WordsRetiredOrCampaignOverSince_IsRefused()
    {
        Wave wave = await _world.PreviewedAsync();
        _world.Templates.All[0] = SampleWaves.Template(_world.Campaign.Id, state: TemplateState.Retired);

        Assert.Equal("waves.template-not-approved", (await _world.ApproveAsync(wave)).Failure?.Code);
        await _world.CloseAsync();
        Assert.Equal("waves.campaign-not-open", (await _world.ApproveAsync(wave)).Failure?.Code);
        Assert.Equal(WaveState.AwaitingApproval, (await _world.FindAsync(wave)).State);
    }

    [Fact]
    public async Task Approve_ChannelThatTheDeploymentLostSince_IsRefused()
    {
        Wave wave = await _world.PreviewedAsync();
        _world.Channels = new OutreachChannels([new FakeChannel(OutreachChannel.Email, largestPart: 1)]);
        _world.Restart();

        Assert.Equal("outreach.channel-not-available", (await _world.ApproveAsync(wave)).Failure?.Code);
        Assert.Equal(WaveState.AwaitingApproval, (await _world.FindAsync(wave)).State);
    }

    [Fact]
    public async Task Reject_BySomebodyElse_EndsIt()
    {
        Wave wave = await _world.PreviewedAsync();

        Wave rejected = (await _world.Decide.RejectAsync(_world.Id, wave.Id.Value, SampleWaves.Approver, default)).Value!;

        Assert.Equal((WaveState.Rejected, _world.Time.GetUtcNow()), (rejected.State, rejected.EndedAt));
        Assert.Equal("waves.not-now", (await _world.ApproveAsync(wave)).Failure?.Code);
    }

    [Fact]
    public async Task Cancel_WhereverItIs_IsInTheRecordAtOnce()
    {
        Wave waiting = await _world.PreviewedAsync();
        Wave running = await _world.PreviewedAsync(key: "another-key-of-mine");
        await _world.ApproveAsync(running);

        await _world.Change.CancelAsync(_world.Id, waiting.Id.Value, SampleWaves.Author, default);
        await _world.Change.CancelAsync(_world.Id, running.Id.Value, SampleWaves.Author, default);

        Assert.Equal((WaveState.Cancelled, WaveState.Cancelling), ((await _world.FindAsync(waiting)).State, (await _world.FindAsync(running)).State));
        Assert.Equal(["waves.approved", "waves.cancelled", "waves.cancelling"], (await _world.ToldAsync()).TakeLast(3));
    }

    [Fact]
    public async Task End_AfterSending_SettlesOnce_AlsoOneThatWasCancelled()
    {
        Wave completed = await _world.PreviewedAsync();
        Wave cancelled = await _world.PreviewedAsync(key: "another-key-of-mine");
        await _world.ApproveAsync(completed);
        await _world.ApproveAsync(cancelled);
        await _world.Change.CancelAsync(_world.Id, cancelled.Id.Value, SampleWaves.Author, default);
        _world.Tallies.Tally = new WaveTally(0, 5, 2, 1, 1, 0, 0);

        foreach (Wave wave in new[] { completed, completed, cancelled, cancelled })
        {
            await _world.EndAsync(wave.Id);
        }

        Assert.Equal((WaveState.Completed, _world.Tallies.Tally), ((await _world.FindAsync(completed)).State, (await _world.FindAsync(completed)).Tally));
        Assert.Equal((WaveState.Cancelled, _world.Tallies.Tally), ((await _world.FindAsync(cancelled)).State, (await _world.FindAsync(cancelled)).Tally));
        Assert.Equal(["waves.handed-over", "waves.completed", "waves.cancelled"], (await _world.ToldAsync()).TakeLast(3));
    }

    [Fact]
    public async Task Decide_OfAnotherCampaignOrNoWave_IsNotFound()
    {
        Wave wave = await _world.PreviewedAsync();

        Assert.Equal("waves.not-found", (await _world.Decide.ApproveAsync("no-such-campaign", wave.Id.Value, new ApprovalBody(wave.Preview!.CountedAt), SampleWaves.Approver, _world.Time.GetUtcNow(), default)).Failure?.Code);
        Assert.Equal("waves.not-found", (await _world.Decide.RejectAsync(_world.Id, RandomId.Create(), SampleWaves.Approver, default)).Failure?.Code);
        Assert.Equal("waves.not-found", (await _world.Change.CancelAsync(_world.Id, "x", SampleWaves.Approver, default)).Failure?.Code);
    }

    [Fact]
    public async Task Advance_NobodyDecidesForTwoWeeks_Expires()
    {
        Wave wave = await _world.PreviewedAsync();
        _world.Time.Advance(WaveClock.Patience - TimeSpan.FromTicks(1));
        WaveTurn before = await _world.Advance.RunAsync(_world.Campaign.Id, wave.Id, default);
        _world.Time.Advance(TimeSpan.FromTicks(1));

        WaveTurn after = await _world.Advance.RunAsync(_world.Campaign.Id, wave.Id, default);

        Assert.Equal((WaveTask.Wait, WaveTask.Nothing), (before.Task, after.Task));
        Assert.Equal(WaveState.Expired, (await _world.FindAsync(wave)).State);
    }

    [Fact]
    public async Task Advance_CampaignOver_EndsWhatWaitsAndCancelsWhatRuns()
    {
        Wave waiting = await _world.PreviewedAsync();
        Wave running = await _world.PreviewedAsync(key: "another-key-of-mine");
        await _world.ApproveAsync(running);
        await _world.CloseAsync();

        WaveTurn first = await _world.Advance.RunAsync(_world.Campaign.Id, waiting.Id, default);
        WaveTurn second = await _world.Advance.RunAsync(_world.Campaign.Id, running.Id, default);

        Assert.Equal((WaveTask.Nothing, WaveTask.Send), (first.Task, second.Task));
        Assert.Equal((WaveState.Expired, WaveState.Cancelling), ((await _world.FindAsync(waiting)).State, (await _world.FindAsync(running)).State));
        Assert.Equal(WaveTask.Nothing, (await _world.Advance.RunAsync(_world.Campaign.Id, WaveId.Create(), default)).Task);
    }
}
