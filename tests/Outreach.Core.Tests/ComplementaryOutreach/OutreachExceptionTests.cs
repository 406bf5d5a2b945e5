using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

/// <summary>Others than people without a treating doctor: only under an exception that somebody else approved, and within its limit (C8).</summary>
public sealed class OutreachExceptionTests : IAsyncLifetime
{
    private PlanningWorld _world = null!;

    public async Task InitializeAsync() => _world = await PlanningWorld.CreateAsync(PlanningWorld.Person(1));

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Plan_UnderAnException_TakesWhatItLeaves_AndNoMore()
    {
        OutreachException exception = await _world.ExceptionAsync(most: 100);

        Wave open = (await PlanAsync(exception)).Value!;

        Assert.Equal(100, open.Plan.MostPeople);
        Assert.Equal("exceptions.used-up", (await PlanAsync(exception, most: 101, key: "another-key-of-mine")).Failure?.Code);
    }

    [Fact]
    [Trait("threat", "28")]
    public async Task Approve_TheOneWhoAsked_IsRefused_AndNothingUsesItBefore()
    {
        OutreachException asked = (await AskAsync()).Value!;

        Assert.Equal("exceptions.own-exception", (await _world.DecideException.ApproveAsync(_world.Id, asked.Id, SampleWaves.Author, default)).Failure?.Code);
        Assert.Equal("exceptions.not-approved", (await PlanAsync(asked)).Failure?.Code);
        Assert.Equal(["exceptions.requested"], await _world.ToldAsync());
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task AskAndApprove_Twice_AreTheSame()
    {
        OutreachException asked = (await AskAsync()).Value!;
        OutreachException again = (await AskAsync()).Value!;
        await _world.DecideException.ApproveAsync(_world.Id, asked.Id, SampleWaves.Approver, default);
        OutreachException approved = (await _world.DecideException.ApproveAsync(_world.Id, asked.Id, SampleWaves.Approver, default)).Value!;

        Assert.Equal(asked.Id, again.Id);
        Assert.True(approved.HoldsAt(_world.Time.GetUtcNow()));
        Assert.Equal(["exceptions.requested", "exceptions.approved"], await _world.ToldAsync());
        Assert.Equal("exceptions.other-exists", (await AskAsync(most: 7)).Failure?.Code);
    }

    [Theory]
    [InlineData("exceptions.justification-invalid", "too short", 5, 10)]
    [InlineData("exceptions.justification-invalid", null, 5, 10)]
    [InlineData("exceptions.most-people-invalid", "Doctors of one island are all on leave.", 0, 10)]
    [InlineData("exceptions.most-people-invalid", "Doctors of one island are all on leave.", null, 10)]
    [InlineData("exceptions.not-after-invalid", "Doctors of one island are all on leave.", 5, 0)]
    [InlineData("exceptions.not-after-invalid", "Doctors of one island are all on leave.", 5, 400)]
    [InlineData("exceptions.not-after-invalid", "Doctors of one island are all on leave.", 5, null)]
    public async Task Ask_SomethingWrong_SaysWhat(string code, string? reason, int? most, int? days)
    {
        var body = new ExceptionBody(reason, most, days is { } after ? _world.Time.GetUtcNow().AddDays(after) : null);

        Assert.Equal(code, (await _world.Ask.RunAsync(_world.Id, PlanningWorld.Key, body, SampleWaves.Author, default)).Failure?.Code);
        Assert.Empty(await _world.ToldAsync());
    }

    [Fact]
    public async Task Approve_TwoWaves_OneAfterTheOther_ShareTheRoom()
    {
        OutreachException exception = await _world.ExceptionAsync(most: 100);
        Wave first = await _world.PreviewedAsync(Body(exception, 60));
        Wave second = await _world.PreviewedAsync(Body(exception, 60), "another-key-of-mine");
        Assert.True((await _world.ApproveAsync(first)).Succeeded);
        Assert.True((await _world.ApproveAsync(first)).Succeeded);

        Assert.Equal("exceptions.used-up", (await _world.ApproveAsync(second)).Failure?.Code);
        Assert.Equal(60, Assert.Single((await _world.ReadExceptions.ListAsync(_world.Id, default)).Value!).Used);
        _world.Tallies.Tally = new WaveTally(0, 30, 5, 5, 2, 0, 0);
        await _world.EndAsync(first.Id);

        // What the first did not use is free again.
        Assert.Equal(32, Assert.Single((await _world.ReadExceptions.ListAsync(_world.Id, default)).Value!).Used);
        Assert.True((await _world.ApproveAsync(second)).Succeeded);
    }

    [Fact]
    public async Task Approve_TwoWavesAtTheSameInstant_NeverExceedTheLimit()
    {
        OutreachException exception = await _world.ExceptionAsync(most: 100);
        Wave[] waves = [await _world.PreviewedAsync(Body(exception, 60)), await _world.PreviewedAsync(Body(exception, 60), "another-key-of-mine")];

        Result<Wave>[] approved = await Task.WhenAll(waves.Select(wave => Task.Run(() => _world.ApproveAsync(wave))));

        Assert.Single(approved, result => result.Succeeded);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revoked_OrExpired_StopsWavesThatUseIt(bool revoked)
    {
        OutreachException exception = await _world.ExceptionAsync();
        Wave running = await _world.PreviewedAsync(Body(exception, 10));
        Wave waiting = await _world.PreviewedAsync(Body(exception, 10), "another-key-of-mine");
        Wave other = await _world.PreviewedAsync(key: "a-third-key-of-mine");
        await _world.ApproveAsync(running);

        if (revoked)
        {
            Assert.True((await _world.DecideException.RevokeAsync(_world.Id, exception.Id, SampleWaves.Author, default)).Succeeded);
        }
        else
        {
            _world.Time.SetUtcNow(exception.NotAfter);
            await _world.PreviewedAsync(key: "a-fourth-key-of-mine");
            await _world.RunSchedules.RunAsync(default);
        }

        Assert.Equal((WaveState.Cancelling, WaveState.Cancelled), ((await _world.FindAsync(running)).State, (await _world.FindAsync(waiting)).State));
        Assert.NotEqual(WaveState.Cancelled, (await _world.FindAsync(other)).State);
        Assert.Equal("exceptions.over", (await PlanAsync(exception, key: "a-fifth-key-of-mine")).Failure?.Code);
    }

    [Fact]
    public async Task Revoke_Twice_IsTheSame_AndNobodyApprovesItAfterwards()
    {
        OutreachException asked = (await AskAsync()).Value!;
        await _world.DecideException.RevokeAsync(_world.Id, asked.Id, SampleWaves.Author, default);
        _world.Time.Advance(TimeSpan.FromHours(1));

        OutreachException again = (await _world.DecideException.RevokeAsync(_world.Id, asked.Id, SampleWaves.Author, default)).Value!;

        Assert.Equal(_world.Time.GetUtcNow() - TimeSpan.FromHours(1), again.RevokedAt);
        Assert.Equal("exceptions.over", (await _world.DecideException.ApproveAsync(_world.Id, asked.Id, SampleWaves.Approver, default)).Failure?.Code);
        Assert.Equal("exceptions.not-found", (await _world.DecideException.RevokeAsync(_world.Id, RandomId.Create(), SampleWaves.Author, default)).Failure?.Code);
    }

    private static WaveBody Body(OutreachException exception, int? most) => PlanningWorld.Body("75") with
    {
        Group = "WithPractitioner",
        Exception = exception.Id,
        MostPeople = most,
    };

    private Task<Result<Wave>> PlanAsync(OutreachException exception, int? most = null, string key = PlanningWorld.Key) =>
        _world.Plan.RunAsync(_world.Id, key, Body(exception, most), SampleWaves.Author, default);

    private Task<Result<OutreachException>> AskAsync(int most = 50) => _world.Ask.RunAsync(
        _world.Id, PlanningWorld.Key, new ExceptionBody("Doctors of one island are all on leave.", most, Testing.Lists.Sample.Noon.AddDays(20)), SampleWaves.Author, default);
}
