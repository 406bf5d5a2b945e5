using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Core.Deletion;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class ScheduleTests : IAsyncLifetime
{
    private PlanningWorld _world = null!;

    public async Task InitializeAsync() => _world = await PlanningWorld.CreateAsync(PlanningWorld.Person(1));

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Run_WithoutASchedule_PlansNothing()
    {
        _world.Time.Advance(TimeSpan.FromDays(9));

        Assert.Equal(0, (await _world.RunSchedules.RunAsync(default)).Planned);
    }

    [Fact]
    [Trait("threat", "28")]
    public async Task Run_Due_PlansAWaveThatWhoSetTheScheduleMayNotApprove()
    {
        await SetAsync();
        _world.Time.Advance(TimeSpan.FromDays(1));

        SchedulesRun run = await _world.RunSchedules.RunAsync(default);

        Wave wave = Assert.Single(await WavesAsync());
        Assert.Equal((1, 0), (run.Planned, run.Skipped));
        Assert.Equal([(_world.Campaign.Id, wave.Id)], run.Alive);
        Assert.Equal((WaveState.Previewing, "system:" + SampleWaves.Author), (wave.State, wave.Author));
        await _world.Record.RunAsync(_world.Campaign.Id, wave.Id, _world.Generation, PreviewCounts.None, default);
        Assert.Equal("waves.own-wave", (await _world.ApproveAsync(wave, SampleWaves.Author)).Failure?.Code);
        Assert.True((await _world.ApproveAsync(wave)).Succeeded);
        Assert.Equal(["schedules.set", "waves.planned", "waves.previewed", "waves.approved"], await _world.ToldAsync());
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Run_TwiceAndAtTheSameTime_PlansEachOccurrenceOnce()
    {
        await SetAsync();
        for (int day = 0; day < 3; day++)
        {
            _world.Time.Advance(TimeSpan.FromDays(1));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _world.RunSchedules.RunAsync(default))));
            await _world.RunSchedules.RunAsync(default);
        }

        Assert.Equal(3, (await WavesAsync()).Count);
    }

    [Fact]
    public async Task Run_DaysLate_MakesUpForTheLastAlone()
    {
        await SetAsync();
        _world.Time.Advance(TimeSpan.FromDays(5));

        await _world.RunSchedules.RunAsync(default);
        await _world.RunSchedules.RunAsync(default);

        Assert.Single(await WavesAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Run_KilledAfterAnyStep_PlansTheOccurrenceOnce(int step)
    {
        await SetAsync();
        _world.Time.Advance(TimeSpan.FromDays(1));
        _world.Restart();
        _world.Faults.KillAfter(step);
        await Assert.ThrowsAsync<KilledException>(() => _world.RunSchedules.RunAsync(default));
        _world.Restart();

        SchedulesRun run = await _world.RunSchedules.RunAsync(default);

        Assert.Single(await WavesAsync());
        Assert.Single(run.Alive);
    }

    [Fact]
    public async Task Run_WordsRetiredSince_SkipsAndSaysWhy_AndPlansTheNext()
    {
        await SetAsync();
        _world.Templates.All[0] = SampleWaves.Template(_world.Campaign.Id, state: TemplateState.Retired);
        _world.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal((0, 1), await CountAsync());
        Assert.Equal("waves.template-not-approved", (await _world.SetSchedule.ReadAsync(_world.Id, default)).Value!.LastFailure);
        Assert.Equal((0, 0), await CountAsync());
        _world.Templates.All[0] = SampleWaves.Template(_world.Campaign.Id);
        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((1, 0), await CountAsync());
        Assert.Null((await _world.SetSchedule.ReadAsync(_world.Id, default)).Value!.LastFailure);
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Set_TheSameAgain_ChangesNothing_AndARemovalEndsIt()
    {
        OutreachSchedule first = (await SetAsync()).Value!;
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(first.SetAt, (await SetAsync()).Value!.SetAt);
        Assert.NotEqual(first.SetAt, (await SetAsync("0 0 10 * * *")).Value!.SetAt);
        Assert.Null(await _world.SetSchedule.RemoveAsync(_world.Id, SampleWaves.Author, default));
        Assert.Null(await _world.SetSchedule.RemoveAsync(_world.Id, SampleWaves.Author, default));
        _world.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal((0, 0), await CountAsync());
        Assert.Equal("schedules.not-found", (await _world.SetSchedule.ReadAsync(_world.Id, default)).Failure?.Code);
        Assert.Equal(["schedules.set", "schedules.set", "schedules.removed"], await _world.ToldAsync());
    }

    [Theory]
    [InlineData("schedules.expression-invalid", "0 */5 * * * *", null)]
    [InlineData("schedules.group-not-allowed", "0 0 9 * * *", "WithPractitioner")]
    [InlineData("waves.group-unknown", "0 0 9 * * *", "Everybody")]
    public async Task Set_SomethingWrong_SaysWhat(string code, string expression, string? group)
    {
        var body = new ScheduleBody(expression, PlanningWorld.Body("75") with { Group = group });

        Assert.Equal(code, (await _world.SetSchedule.SetAsync(_world.Id, body, SampleWaves.Author, default)).Failure?.Code);
        Assert.Equal("schedules.plan-missing", (await _world.SetSchedule.SetAsync(_world.Id, new ScheduleBody("0 0 9 * * *", null), SampleWaves.Author, default)).Failure?.Code);
        Assert.Empty(await _world.ToldAsync());
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task Duty_ThirtyDaysAfterTheEnd_RemovesAllOfTheCampaign()
    {
        await SetAsync();
        await _world.PreviewedAsync();
        await _world.ExceptionAsync();
        await _world.CloseAsync();
        var duty = new WaveRowsDuty(_world.Campaigns, _world.Waves, _world.Exceptions, _world.Schedules, new DeletionPolicy());
        DateTimeOffset end = _world.Time.GetUtcNow().AddDays(30);

        Assert.Equal(0, (await duty.RunAsync(end.AddTicks(-1), default)).Removed);
        Assert.NotEmpty((await _world.RunSchedules.RunAsync(default)).Over);
        Assert.Equal(3, (await duty.RunAsync(end, default)).Removed);
        Assert.Equal(0, (await duty.RunAsync(end, default)).Removed);
        Assert.Empty(await WavesAsync());
    }

    private Task<Result<OutreachSchedule>> SetAsync(string expression = "0 0 9 * * *") =>
        _world.SetSchedule.SetAsync(_world.Id, new ScheduleBody(expression, PlanningWorld.Body("75") with { Group = null }), SampleWaves.Author, default);

    private async Task<(int Planned, int Skipped)> CountAsync()
    {
        SchedulesRun run = await _world.RunSchedules.RunAsync(default);
        return (run.Planned, run.Skipped);
    }

    private async Task<IReadOnlyList<Wave>> WavesAsync() => await _world.Waves.ListAsync(_world.Campaign.Id, default).ToListAsync();
}
