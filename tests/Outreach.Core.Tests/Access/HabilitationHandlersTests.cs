using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Core.Audit;
using Outreach.Testing.Access;
using Outreach.Testing.Faults;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Access;

public sealed class HabilitationHandlersTests
{
    private readonly HabilitationsWorld _world = new();

    [Fact]
    [Trait("threat", "27")]
    public async Task Require_OneAnswer_ForNonePendingExpiredRevokedAndAnotherPurpose()
    {
        List<Failure?> answers = [await AskAsync()];
        await _world.GrantAsync(HabilitationsWorld.Body with { From = Sample.Noon.AddDays(1) });
        answers.Add(await AskAsync());
        _world.Time.SetUtcNow(Sample.Noon.AddDays(1));
        Assert.Null(await AskAsync());
        answers.Add(await AskAsync(HabilitationPurpose.Audit));
        _world.Time.Advance(TimeSpan.FromDays(365));
        answers.Add(await AskAsync());
        Habilitation granted = await _world.GrantAsync();
        Assert.Null(await AskAsync());
        await _world.Revoke.RunAsync(granted.Id.Value, SampleHabilitation.Granter, default);
        answers.Add(await AskAsync());

        Assert.Equal(5, answers.Count);
        Assert.All(answers, answer => Assert.Same(HabilitationFailures.Missing, answer));
    }

    /// <summary>Another instance has handlers of its own on the same store, and remembers nothing.</summary>
    [Fact]
    public async Task Require_EitherOfTwoPurposes_AdmitsWhoHasOne_AndNobodyElse()
    {
        await _world.GrantAsync();

        Assert.Null(await _world.Require.RunAsync(HabilitationsWorld.Agent, [HabilitationPurpose.Audit, HabilitationPurpose.RecordObjections], default));
        Assert.Equal(
            HabilitationFailures.Missing,
            await _world.Require.RunAsync(HabilitationsWorld.Agent, [HabilitationPurpose.PlanOutreach, HabilitationPurpose.ApproveOutreach], default));
    }

    [Fact]
    [Trait("threat", "27")]
    public async Task Revoke_OnOneInstance_IsReadByTheNextCallOnAnother()
    {
        Habilitation granted = await _world.GrantAsync();
        var other = new RequireHabilitationHandler(_world.Store, SamplePeople.Pseudonyms, _world.Time);
        Assert.Null(await other.RunAsync(HabilitationsWorld.Agent, [HabilitationPurpose.RecordObjections], default));

        RevokedHabilitation revoked = (await _world.Revoke.RunAsync(granted.Id.Value, SampleHabilitation.Granter, default)).Value!;

        Assert.Equal(HabilitationFailures.Missing, await other.RunAsync(HabilitationsWorld.Agent, [HabilitationPurpose.RecordObjections], default));
        Assert.Empty(revoked.OthersInForce);
    }

    [Fact]
    [Trait("threat", "27")]
    public async Task Require_StoreAway_AdmitsNobody()
    {
        await _world.GrantAsync();
        _world.Store.IsAway = true;

        await Assert.ThrowsAsync<TransientDependencyException>(() => AskAsync());
    }

    [Fact]
    public async Task Grant_WithoutDates_IsFromNowForSixMonthsOfTheCalendar()
    {
        Habilitation granted = await _world.GrantAsync();

        Assert.Equal((Sample.Noon, new DateTimeOffset(2027, 5, 2, 11, 0, 0, TimeSpan.Zero)), (granted.From, granted.Until));
        Assert.Equal(SamplePeople.Pseudonyms.Actor(HabilitationsWorld.Agent), granted.Agent);
        Assert.Equal(SamplePeople.Pseudonyms.Actor(SampleHabilitation.Granter), granted.GrantedBy);
    }

    [Fact]
    public async Task Grant_ToOneself_IsRefused()
    {
        Result<GrantedHabilitation> granted = await _world.Grant.RunAsync(HabilitationsWorld.Body with { Subject = SampleHabilitation.Granter.Subject }, SampleHabilitation.Granter, default);

        Assert.Equal("habilitations.of-oneself", granted.Failure!.Code);
        Assert.Empty(_world.Audit.Entries);
    }

    /// <summary>Entra ID writes ids in lower case, and whoever types one may not: it is one agent.</summary>
    [Fact]
    public async Task Grant_ASubjectInCapitals_IsTheSameAgent()
    {
        string subject = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

        Habilitation granted = await _world.GrantAsync(HabilitationsWorld.Body with { Subject = subject.ToUpperInvariant() });

        Assert.Equal(SamplePeople.Pseudonyms.Agent(subject), granted.Agent);
    }

    [Fact]
    public async Task Grant_Twice_IsOneHabilitation_AndAnotherOnceThatIsRevoked()
    {
        Habilitation first = await _world.GrantAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(3));
        Habilitation again = await _world.GrantAsync();
        await _world.Revoke.RunAsync(first.Id.Value, SampleHabilitation.Granter, default);
        Habilitation later = await _world.GrantAsync();

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, later.Id);
        Assert.Equal(2, _world.Events(HabilitationJournal.Granted).Count());
    }

    public static TheoryData<string, string> WrongBodies => new()
    {
        { "no subject", "habilitations.subject-invalid" },
        { "subject with a space", "habilitations.subject-invalid" },
        { "long subject", "habilitations.subject-invalid" },
        { "no name", "habilitations.name-invalid" },
        { "blank name", "habilitations.name-invalid" },
        { "two lines", "habilitations.name-invalid" },
        { "long name", "habilitations.name-invalid" },
        { "no purposes", "habilitations.purposes-invalid" },
        { "unknown purpose", "habilitations.purposes-invalid" },
        { "a number", "habilitations.purposes-invalid" },
        { "twice the same", "habilitations.purposes-invalid" },
        { "null among them", "habilitations.purposes-invalid" },
        { "begun yesterday", "habilitations.period-invalid" },
        { "far ahead", "habilitations.period-invalid" },
        { "over at once", "habilitations.period-invalid" },
        { "a tick over a year", "habilitations.period-invalid" },
    };

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public async Task Grant_WrongBody_SaysWhichField(string how, string code)
    {
        Result<GrantedHabilitation> granted = await _world.Grant.RunAsync(Wrong(how), SampleHabilitation.Granter, default);

        Assert.Equal(code, granted.Failure!.Code);
        Assert.Empty(_world.Audit.Entries);
    }

    [Fact]
    public async Task Grant_ForAYearToTheTick_IsAccepted() =>
        Assert.Equal(HabilitationPolicy.LatestEnd(Sample.Noon), (await _world.GrantAsync(HabilitationsWorld.Body with { Until = HabilitationPolicy.LatestEnd(Sample.Noon) })).Until);

    [Fact]
    [Trait("threat", "53")]
    public async Task Journal_HoldsNoName_AndNoSubject()
    {
        Habilitation granted = await _world.GrantAsync();
        await _world.Revoke.RunAsync(granted.Id.Value, SampleHabilitation.Granter, default);

        string trail = string.Join('\n', _world.Audit.Lines.SelectMany(stream => stream.Value).Select(line => System.Text.Encoding.UTF8.GetString(line)));

        Assert.Contains("habilitations.revoked", trail, StringComparison.Ordinal);
        Assert.DoesNotContain("TEST", trail, StringComparison.Ordinal);
        Assert.DoesNotContain(HabilitationsWorld.Subject, trail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "52")]
    public async Task Grant_TrailAway_HabilitatesNobody()
    {
        _world.Audit.Fails = true;

        await Assert.ThrowsAsync<TransientDependencyException>(() => _world.GrantAsync());

        Assert.Equal("access.habilitation-missing", await _world.RefusalAsync());
    }

    [Fact]
    public async Task Revoke_TrailAway_HoldsAtOnce_AndTheNextCallTellsTheTrail()
    {
        Habilitation granted = await _world.GrantAsync();
        _world.Audit.Fails = true;
        await Assert.ThrowsAsync<TransientDependencyException>(() => _world.Revoke.RunAsync(granted.Id.Value, SampleHabilitation.Granter, default));
        Assert.Equal("access.habilitation-missing", await _world.RefusalAsync());

        _world.Audit.Fails = false;
        await _world.Revoke.RunAsync(granted.Id.Value, SampleHabilitation.Granter, default);
        await _world.Revoke.RunAsync(granted.Id.Value, SampleHabilitation.Granter, default);

        Assert.Single(_world.Events(HabilitationJournal.Revoked));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GrantAndRevoke_KilledAfterAnyStep_OrItRepeated_TheNextCallFinishes(bool repeat)
    {
        for (int step = 1; step <= 9; step++)
        {
            var world = new HabilitationsWorld();
            _ = repeat ? Do(() => world.Faults.Repeat(step)) : Do(() => world.Faults.KillAfter(step));
            try
            {
                await world.Revoke.RunAsync((await world.GrantAsync()).Id.Value, SampleHabilitation.Granter, default);
            }
            catch (KilledException)
            {
                world.Restart();
                await world.Revoke.RunAsync((await world.GrantAsync()).Id.Value, SampleHabilitation.Granter, default);
            }

            world.Restart();
            foreach (Habilitation left in await world.Store.OfAgentAsync(SamplePeople.Pseudonyms.Actor(HabilitationsWorld.Agent), default))
            {
                await world.Revoke.RunAsync(left.Id.Value, SampleHabilitation.Granter, default);
                Assert.Contains(world.Events(HabilitationJournal.Granted), entry => HabilitationJournal.Tells(entry, left));
                Assert.Contains(world.Events(HabilitationJournal.Revoked), entry => HabilitationJournal.IsAbout(entry, left));
            }

            Assert.Equal("access.habilitation-missing", await world.RefusalAsync());
        }
    }

    [Fact]
    public async Task Revoke_OneOfTwo_SaysWhichIsLeft()
    {
        Habilitation first = await _world.GrantAsync();
        Habilitation second = await _world.GrantAsync(HabilitationsWorld.Body with { Purposes = [nameof(HabilitationPurpose.Audit)] });

        RevokedHabilitation revoked = (await _world.Revoke.RunAsync(first.Id.Value, SampleHabilitation.Granter, default)).Value!;

        Assert.Equal([second.Id], revoked.OthersInForce);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("../campaigns")]
    public async Task Revoke_WhatIsNone_IsNotFound(string id) =>
        Assert.Equal("habilitations.not-found", (await _world.Revoke.RunAsync(id, SampleHabilitation.Granter, default)).Failure!.Code);

    [Fact]
    public async Task List_ByState_AndByPages()
    {
        for (int i = 0; i < ListHabilitationsHandler.PageSize + 5; i++)
        {
            Habilitation habilitation = SampleHabilitation.Of(SampleHabilitation.NewAgent());
            await _world.Store.AddAsync(i % 35 == 0 ? habilitation with { RevokedAt = Sample.Noon, RevokedBy = habilitation.GrantedBy } : habilitation, default);
        }

        var list = new ListHabilitationsHandler(_world.Store, _world.Time);
        HabilitationPage first = (await list.RunAsync(stateText: null, continuation: null, default)).Value!;
        HabilitationPage second = (await list.RunAsync(stateText: null, first.Continuation!.Value.Value, default)).Value!;
        HabilitationPage revoked = (await list.RunAsync("revoked", continuation: null, default)).Value!;

        Assert.Equal((100, 5, 3), (first.Habilitations.Count, second.Habilitations.Count, revoked.Habilitations.Count));
        Assert.Null(second.Continuation);
        Assert.Equal(105, first.Habilitations.Concat(second.Habilitations).Select(habilitation => habilitation.Id).Distinct().Count());
        Assert.Equal("habilitations.state-unknown", (await list.RunAsync("1", continuation: null, default)).Failure!.Code);
        Assert.Equal("habilitations.continuation-invalid", (await list.RunAsync(stateText: null, "x' or '", default)).Failure!.Code);
    }

    [Fact]
    public async Task Duty_RemovesThoseThatEndedAsLongAgoAsTheTrailIsKept()
    {
        Habilitation expired = await _world.GrantAsync();
        Habilitation revoked = await _world.GrantAsync(HabilitationsWorld.Body with { Purposes = [nameof(HabilitationPurpose.Audit)] });
        await _world.Revoke.RunAsync(revoked.Id.Value, SampleHabilitation.Granter, default);
        var duty = new HabilitationsDuty(_world.Store, new RetentionPeriod(12));
        var end = new DateTimeOffset(2027, 11, 2, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(0, (await duty.RunAsync(end.AddTicks(-1), default)).Removed);
        Assert.Equal(1, (await duty.RunAsync(end, default)).Removed);
        Assert.Equal(expired.Id, Assert.Single(await _world.Store.ReadAsync(after: null, default).ToListAsync()).Id);
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }

    private Task<Failure?> AskAsync(HabilitationPurpose purpose = HabilitationPurpose.RecordObjections) => _world.Require.RunAsync(HabilitationsWorld.Agent, [purpose], default);

    private static HabilitationBody Wrong(string how)
    {
        HabilitationBody body = HabilitationsWorld.Body;
        return how switch
        {
            "no subject" => body with { Subject = null },
            "subject with a space" => body with { Subject = "two words" },
            "long subject" => body with { Subject = new string('x', 256) },
            "no name" => body with { Name = null },
            "blank name" => body with { Name = "  " },
            "two lines" => body with { Name = "TEST\nAgent" },
            "long name" => body with { Name = new string('x', 81) },
            "no purposes" => body with { Purposes = [] },
            "unknown purpose" => body with { Purposes = ["RecordObjections", "Everything"] },
            "a number" => body with { Purposes = ["2"] },
            "twice the same" => body with { Purposes = ["Audit", "Audit"] },
            "null among them" => body with { Purposes = ["Audit", null] },
            "begun yesterday" => body with { From = Sample.Noon.AddDays(-1) },
            "far ahead" => body with { From = Sample.Noon.AddDays(91) },
            "over at once" => body with { Until = Sample.Noon },
            "a tick over a year" => body with { Until = HabilitationPolicy.LatestEnd(Sample.Noon).AddTicks(1) },
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, "No such fault."),
        };
    }
}
