using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class PlanWaveTests : IAsyncLifetime
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private PlanningWorld _world = null!;

    public async Task InitializeAsync() => _world = await PlanningWorld.CreateAsync(PlanningWorld.Person(1));

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Plan_WithWhatIsOpen_TakesTheLatestApprovedWordsAndAllDepartments()
    {
        _world.Templates.All.Add(SampleWaves.Template(_world.Campaign.Id, version: 2));
        _world.Templates.All.Add(SampleWaves.Template(_world.Campaign.Id, version: 3, state: TemplateState.Draft));

        Wave wave = (await PlanAsync(PlanningWorld.Body())).Value!;

        Assert.Equal((WaveState.Previewing, SampleWaves.Author, 2), (wave.State, wave.Author, wave.Plan.TemplateVersion));
        Assert.Equal([OutreachChannel.Email, OutreachChannel.Sms], wave.Plan.Channels);
        Assert.Equal((108, "01"), (wave.Plan.Departments.Count, wave.Plan.Departments[0]));
        Assert.Equal(["waves.planned"], await _world.ToldAsync());
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Plan_Twice_IsOneWave_AndUnderAnotherKeyOrAuthorAnother()
    {
        Wave first = (await PlanAsync(PlanningWorld.Body("93", "75"))).Value!;
        _world.Templates.All.Add(SampleWaves.Template(_world.Campaign.Id, version: 2));

        Wave again = (await PlanAsync(PlanningWorld.Body("75", "93"))).Value!;
        Wave otherKey = (await _world.Plan.RunAsync(_world.Id, "another-key-of-mine", PlanningWorld.Body("75"), SampleWaves.Author, default)).Value!;
        Wave otherAuthor = (await _world.Plan.RunAsync(_world.Id, PlanningWorld.Key, PlanningWorld.Body("75"), SampleWaves.Approver, default)).Value!;

        Assert.Equal((first.Id, 1), (again.Id, again.Plan.TemplateVersion));
        Assert.Equal(3, new[] { first.Id, otherKey.Id, otherAuthor.Id }.Distinct().Count());
        Assert.Equal("waves.other-exists", (await PlanAsync(PlanningWorld.Body("75"))).Failure?.Code);
        Assert.Equal(3, (await _world.ToldAsync()).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Plan_KilledAfterAnyStep_IsOneWaveWhenItIsRepeated(int step)
    {
        _world.Faults.KillAfter(step);
        await Assert.ThrowsAsync<KilledException>(() => PlanAsync(PlanningWorld.Body("75")));
        _world.Restart();

        Assert.True((await PlanAsync(PlanningWorld.Body("75"))).Succeeded);

        Assert.Single(await _world.Waves.ListAsync(_world.Campaign.Id, default).ToListAsync());
    }

    public static TheoryData<string, WaveBody> Wrong { get; } = new()
    {
        { "waves.group-unknown", PlanningWorld.Body("75") with { Group = "Everybody" } },
        { "waves.group-unknown", PlanningWorld.Body("75") with { Group = "0" } },
        { "waves.template-missing", PlanningWorld.Body("75") with { Template = null } },
        { "waves.template-missing", PlanningWorld.Body("75") with { TemplateVersion = 0 } },
        { "waves.template-unknown", PlanningWorld.Body("75") with { Template = "nobodys-words" } },
        { "waves.template-unknown", PlanningWorld.Body("75") with { TemplateVersion = 9 } },
        { "waves.template-lacks-channel", PlanningWorld.Body("75") with { Channels = ["Letter"] } },
        { "waves.channels-invalid", PlanningWorld.Body("75") with { Channels = ["Sms", "Email", "Sms"] } },
        { "waves.channels-invalid", PlanningWorld.Body("75") with { Channels = [] } },
        { "waves.channels-invalid", PlanningWorld.Body("75") with { Channels = ["Email,Sms"] } },
        { "waves.channels-invalid", PlanningWorld.Body("75") with { Channels = null } },
        { "waves.department-unknown", PlanningWorld.Body("20") },
        { "waves.department-unknown", PlanningWorld.Body("75", "75") },
        { "waves.department-unknown", PlanningWorld.Body("75") with { Departments = [] } },
        { "waves.most-people-invalid", PlanningWorld.Body("75") with { MostPeople = 0 } },
        { "waves.exception-missing", PlanningWorld.Body("75") with { Group = "WithPractitioner" } },
        { "waves.exception-not-needed", PlanningWorld.Body("75") with { Exception = Id } },
        { "exceptions.not-found", PlanningWorld.Body("75") with { Group = "WithPractitioner", Exception = Id } },
        { "exceptions.not-found", PlanningWorld.Body("75") with { Group = "WithPractitioner", Exception = "../x" } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Plan_SomethingWrong_SaysWhatAndPlansNothing(string code, WaveBody body)
    {
        Assert.Equal(code, (await PlanAsync(body)).Failure?.Code);
        Assert.Empty(await _world.Waves.ListAsync(_world.Campaign.Id, default).ToListAsync());
        Assert.Empty(await _world.ToldAsync());
    }

    [Theory]
    [InlineData(TemplateState.Draft)]
    [InlineData(TemplateState.Retired)]
    public async Task Plan_WordsThatAreNotApproved_AreRefused(TemplateState state)
    {
        _world.Templates.All[0] = SampleWaves.Template(_world.Campaign.Id, state: state);

        Assert.Equal("waves.template-not-approved", (await PlanAsync(PlanningWorld.Body("75"))).Failure?.Code);
        Assert.Equal("waves.template-not-approved", (await PlanAsync(PlanningWorld.Body("75") with { TemplateVersion = 1 })).Failure?.Code);
    }

    /// <summary>Words for it are not enough: the deployment has to have it. Asked where a plan is made, also by a schedule.</summary>
    [Theory]
    [InlineData(OutreachChannel.Email, "Sms")]
    [InlineData(OutreachChannel.Sms, "Email")]
    public async Task Plan_AChannelThatTheDeploymentLacks_IsRefusedAndPlansNothing(OutreachChannel only, string other)
    {
        _world.Channels = new OutreachChannels([new FakeChannel(only)]);
        _world.Restart();

        Failure refused = (await PlanAsync(PlanningWorld.Body("75"))).Failure!;
        Result<OutreachSchedule> scheduled = await _world.SetSchedule.SetAsync(
            _world.Id, new ScheduleBody("0 0 9 * * 1", PlanningWorld.Body("75")), SampleWaves.Author, default);

        Assert.Equal(("outreach.channel-not-available", "$.channels"), (refused.Code, refused.Field));
        Assert.Contains($"`{other}`", refused.English, StringComparison.Ordinal);
        Assert.Equal(refused.Code, scheduled.Failure?.Code);
        Assert.Empty(await _world.ToldAsync());
        Assert.True((await PlanAsync(PlanningWorld.Body("75") with { Channels = [only.ToString()] })).Succeeded);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("with a blank in it")]
    public async Task Plan_WithoutAKey_IsRefused(string? key) =>
        Assert.Equal("waves.idempotency-key-missing", (await _world.Plan.RunAsync(_world.Id, key, PlanningWorld.Body("75"), SampleWaves.Author, default)).Failure?.Code);

    [Fact]
    public async Task Plan_CampaignUnknownOrOver_IsRefused()
    {
        Assert.Equal("campaigns.not-found", (await _world.Plan.RunAsync("no-such-campaign", PlanningWorld.Key, PlanningWorld.Body("75"), SampleWaves.Author, default)).Failure?.Code);
        _world.Time.SetUtcNow(_world.Campaign.EndsAt);

        Assert.Equal("waves.campaign-not-open", (await PlanAsync(PlanningWorld.Body("75"))).Failure?.Code);
    }

    [Fact]
    public async Task Plan_WithoutARegister_IsRefused()
    {
        Campaign empty = _world.Campaign with { };
        await _world.Campaigns.AddAsync(empty with { Id = CampaignId.Parse("no-register") }, default);

        Assert.Equal("waves.register-not-loaded", (await _world.Plan.RunAsync("no-register", PlanningWorld.Key, PlanningWorld.Body("75"), SampleWaves.Author, default)).Failure?.Code);
    }

    private Task<Result<Wave>> PlanAsync(WaveBody body) => _world.Plan.RunAsync(_world.Id, PlanningWorld.Key, body, SampleWaves.Author, default);
}
