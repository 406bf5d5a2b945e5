using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Core.Audit.Evidence;
using Outreach.Testing.Access;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Audit.Evidence;

/// <summary>What evidence says of C10: who was habilitated, and whatever of it the trail does not confirm.</summary>
public sealed class HabilitationEvidenceTests : IAsyncLifetime
{
    private EvidenceWorld _world = null!;

    private DateTimeOffset Now => _world.Lists.Time.GetUtcNow();

    public async Task InitializeAsync() => _world = await EvidenceWorld.CreateAsync(Outcome.Ready);

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Report_NamesWhoWasHabilitatedDuringTheCampaign_AndTheTrailConfirmsIt()
    {
        Habilitation active = await GrantAsync("agent-a");
        Habilitation revoked = await GrantAsync("agent-b", HabilitationPurpose.Audit);
        await RevokeAsync(revoked);
        await _world.Habilitations.AddAsync(Earlier(), default);

        EvidenceReport report = await SettledAsync();

        HabilitationEvidence told = report.Findings.Habilitations;
        Assert.Equal(new[] { active.Id, revoked.Id }.Order(ById), told.All.Select(habilitation => habilitation.Id).Order(ById));
        Assert.Empty(told.Unconfirmed);
        EvidenceCondition condition = report.Conditions.Single(row => row.Id == "C10");
        Assert.Equal(
            [("agentsHabilitated", 2), ("habilitations", 2), ("habilitationsInForce", 1), ("habilitationsRevoked", 1), ("keysReleasedToTheInsurer", 0)],
            condition.Numbers.Select(number => (number.Key, number.Value)));
        Assert.Empty(condition.Exceptions);
    }

    public static TheoryData<string> Forgeries => ["put in", "longer", "another purpose", "another granter", "revocation undone", "name lost"];

    /// <summary>Whoever can write into the table and not into the trail.</summary>
    [Theory]
    [Trait("threat", "27")]
    [Trait("threat", "50")]
    [MemberData(nameof(Forgeries))]
    public async Task Report_AHabilitationThatWasForgedInTheStore_IsAnException(string how)
    {
        Habilitation granted = await GrantAsync("agent-a");
        switch (how)
        {
            case "put in":
                await _world.Habilitations.AddAsync(Forge(granted), default);
                break;
            case "longer":
                await ReplaceAsync(granted with { Until = granted.Until.AddTicks(1) });
                break;
            case "another purpose":
                await ReplaceAsync(granted with { Purposes = [HabilitationPurpose.ApproveOutreach] });
                break;
            case "another granter":
                await ReplaceAsync(granted with { GrantedBy = SampleHabilitation.NewAgent() });
                break;
            case "name lost":
                await ReplaceAsync(granted with { Name = "" });
                break;
            case "revocation undone":
                await RevokeAsync(granted);
                await ReplaceAsync(granted);
                break;
        }

        EvidenceCondition condition = (await SettledAsync()).Conditions.Single(row => row.Id == "C10");

        Assert.Equal(("habilitations-unconfirmed", 1L), (Assert.Single(condition.Exceptions).Code, condition.Exceptions[0].Count));
    }

    [Fact]
    public async Task Report_ARevocationOfThisMinute_IsNotJudgedYet()
    {
        Habilitation granted = await GrantAsync("agent-a");
        await ReplaceAsync(granted with { RevokedAt = Now, RevokedBy = granted.GrantedBy });

        Assert.Empty((await _world.ReportAsync()).Findings.Habilitations.Unconfirmed);
        Assert.Single((await SettledAsync()).Findings.Habilitations.Unconfirmed);
    }

    [Fact]
    public async Task Report_OneWhoGrantedToThemselves_IsAnException()
    {
        Habilitation own = Forge(await GrantAsync("agent-a"));
        own = own with { GrantedBy = own.Agent };
        await _world.Habilitations.AddAsync(own, default);
        await Journal().GrantedAsync(own, default);

        EvidenceReport report = await SettledAsync();

        Assert.Equal("habilitated-by-oneself", Assert.Single(report.Conditions.Single(row => row.Id == "C10").Exceptions).Code);
    }

    private static Comparer<HabilitationId> ById => Comparer<HabilitationId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));

    private async Task<EvidenceReport> SettledAsync()
    {
        _world.Lists.Time.Advance(Reconciliation.Settling + TimeSpan.FromTicks(1));
        return await _world.ReportAsync();
    }

    private async Task<Habilitation> GrantAsync(string agent, HabilitationPurpose purpose = HabilitationPurpose.RecordObjections)
    {
        var grant = new GrantHabilitationHandler(_world.Habilitations, Journal(), SamplePeople.Pseudonyms, _world.Lists.Time);
        return (await grant.RunAsync(new HabilitationBody(agent, SampleHabilitation.Name, [purpose.ToString()]), SampleHabilitation.Granter, default)).Value!.Habilitation;
    }

    private Task RevokeAsync(Habilitation habilitation) =>
        new RevokeHabilitationHandler(_world.Habilitations, Journal(), SamplePeople.Pseudonyms, _world.Lists.Time).RunAsync(habilitation.Id.Value, SampleHabilitation.Granter, default);

    private async Task ReplaceAsync(Habilitation by) =>
        Assert.True(await _world.Habilitations.ReplaceAsync(by, (await _world.Habilitations.FindAsync(by.Id, default))!.ETag, default));

    private static Habilitation Forge(Habilitation like)
    {
        string agent = SampleHabilitation.NewAgent();
        return like with { Id = HabilitationId.Create(agent), Agent = agent };
    }

    /// <summary>One that was over before the campaign was created.</summary>
    private Habilitation Earlier() => SampleHabilitation.Of(SampleHabilitation.NewAgent()) with
    {
        From = _world.Lists.Campaign.CreatedAt.AddDays(-90),
        Until = _world.Lists.Campaign.CreatedAt < _world.Lists.Campaign.OpensAt ? _world.Lists.Campaign.CreatedAt : _world.Lists.Campaign.OpensAt,
    };

    private HabilitationJournal Journal() => new(_world.Lists.Audit);
}
