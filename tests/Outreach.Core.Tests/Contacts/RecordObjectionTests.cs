using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Testing.Contacts;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

public sealed class RecordObjectionTests : IAsyncLifetime
{
    private ObjectionsWorld _world = null!;

    public async Task InitializeAsync() => _world = await ObjectionsWorld.CreateAsync();

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(InsSystem.Nir, "253072B07300470", "1953-07-01", null)]
    [InlineData(InsSystem.Nir, "253072b07300470", "1953-07-01", null)]
    [InlineData(InsSystem.Nir, "253072A07300443", "2026-11-02", null)]
    [InlineData(InsSystem.Nia, "295109912611193", "1890-01-01", null)]
    [InlineData(InsSystem.Nir, "295109912611199", "1995-10-01", "contacts.number-key-wrong")]
    [InlineData(InsSystem.Nir, "29510991261119", "1995-10-01", "contacts.number-malformed")]
    [InlineData(InsSystem.Nir, "", "1995-10-01", "contacts.number-malformed")]
    [InlineData(InsSystem.Nir, null, "1995-10-01", "contacts.number-malformed")]
    [InlineData("1.2.3", "295109912611193", "1995-10-01", "contacts.system-unknown")]
    [InlineData(null, "295109912611193", "1995-10-01", "contacts.system-unknown")]
    [InlineData(InsSystem.Nir, "295109912611193", "1889-12-31", "contacts.birth-date-invalid")]
    [InlineData(InsSystem.Nir, "295109912611193", "2026-11-03", "contacts.birth-date-invalid")]
    [InlineData(InsSystem.Nir, "295109912611193", "01/10/1995", "contacts.birth-date-invalid")]
    [InlineData(InsSystem.Nir, "295109912611193", null, "contacts.birth-date-invalid")]
    public async Task Record_Field_IsJudgedFromTheBodyAlone(string? system, string? number, string? birthDate, string? code)
    {
        Result<ObjectionReceipt> answer = await _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), new ObjectionBody(system, number, birthDate), default);

        Assert.Equal(code, answer.Failure?.Code);
        Assert.True(code is null || _world.Faults.Steps == 0, "a refused body reads nothing");
    }

    [Theory]
    [Trait("threat", "30")]
    [InlineData(InsSystem.Test)]
    [InlineData(InsSystem.Demo)]
    public async Task Record_TestIdentityInProduction_IsRefusedAsAnUnknownSystem(string system)
    {
        _world.Policy.AcceptTestIdentities = false;

        Result<ObjectionReceipt> answer = await _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), _world.Body() with { System = system }, default);

        Assert.Same(ObjectionFailures.SystemUnknown, answer.Failure);
    }

    /// <summary>Whoever the ledger knows: same steps, same shape.</summary>
    [Fact]
    [Trait("threat", "17")]
    public async Task Record_KnownAndUnknownPerson_TakesTheSameSteps()
    {
        await _world.Ledger.ClaimAsync(_world.Book, ContactAct.ForWave(Core.RandomId.Create()), [_world.RefOf(0)], default);
        List<int> steps = [];
        foreach (int person in new[] { 0, 1 })
        {
            _world.Restart();
            ObjectionReceipt receipt = (await _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), _world.Body(person), default)).Value!;
            Assert.Equal(("Objected", 1), (receipt.State, receipt.AuditSequence));
            steps.Add(_world.Faults.Steps);
        }

        Assert.Equal(steps[0], steps[1]);
    }

    [Fact]
    public async Task Record_BeforeTheFirstImport_HoldsForEveryLaterList()
    {
        await _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), _world.Body(), default);

        ContactBook later = _world.Book with { Generation = 7 };
        Assert.Empty(await _world.Ledger.ClaimAsync(later, ContactAct.ForWave(Core.RandomId.Create()), [_world.RefOf(0)], default));
    }

    [Fact]
    public async Task Record_MoreThanAnHourAllows_WaitsForTheNextHourOfThatAgentAlone()
    {
        _world.Limits.ObjectionsPerAgentAndHour = 2;
        Assert.True((await RunAsync(0)).Succeeded);
        Assert.True((await RunAsync(1)).Succeeded);

        Failure refused = (await RunAsync(2)).Failure!;
        Assert.Equal(("contacts.too-many-objections", TimeSpan.FromMinutes(30)), (refused.Code, refused.RetryAfter));
        Assert.True((await RunAsync(2, agent: 2)).Succeeded);
        _world.Restart();
        Assert.False((await RunAsync(3)).Succeeded);
        _world.Time.Advance(TimeSpan.FromMinutes(30).Subtract(TimeSpan.FromTicks(1)));
        Assert.False((await RunAsync(3)).Succeeded);
        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.True((await RunAsync(3)).Succeeded);
    }

    [Fact]
    [Trait("threat", "21")]
    public async Task Take_ManyAtOnce_GivesExactlyTheLimit()
    {
        _world.Limits.ObjectionsPerAgentAndHour = 7;
        var allowance = new ObjectionAllowance(_world.Counts, _world.Limits, _world.Time);

        int?[] waits = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => allowance.TakeAsync(_world.Campaign.Id, "agent", default))));

        Assert.Equal(7, waits.Count(wait => wait is null));
    }

    [Fact]
    public async Task Duty_OfAClosedCampaign_RemovesItsCounts_AndOfAnOpenOneNone()
    {
        var duty = new ObjectionCountsDuty(_world.Campaigns, _world.Counts);
        await RunAsync(0);

        Assert.Equal(0, (await duty.RunAsync(_world.Time.GetUtcNow(), default)).Removed);
        await _world.ReplaceCampaignAsync(campaign => campaign with { State = CampaignState.Closed });
        Assert.Equal(1, (await duty.RunAsync(_world.Time.GetUtcNow(), default)).Removed);
        Assert.Equal(0, (await duty.RunAsync(_world.Time.GetUtcNow(), default)).Removed);
    }

    private Task<Result<ObjectionReceipt>> RunAsync(int person, int agent = 1) =>
        _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(agent), _world.Body(person), default);
}
