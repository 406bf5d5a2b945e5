using System.Collections.Immutable;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

/// <summary>A wave that is sent, and what may change about a person meanwhile.</summary>
public sealed class SendPageTests
{
    private static readonly PractitionerRef Doctor = new("0123456789abcdef0123456789abcdef");

    [Fact]
    public async Task Send_AnApprovedWave_ReachesEachPersonOnce_ByTheFirstChannelThatReachesThem()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal((WaveState.Completed, 30), (wave.State, wave.Tally!.HandedOver));
        Assert.Equal((12, 18), (world.Email.Taken.Count, world.Sms.Taken.Count));
        await world.RequireSettledAsync();
        Assert.Equal(wave.Tally, await world.Stores.Tallies.ReadAsync(wave.Id, default));
        List<AuditEntry> told = await world.Audit.ReadAsync(AuditStream.ForCampaign(world.Campaign.Id), default).ToListAsync();
        Assert.Equal(["waves.handed-over", "waves.completed"], told.Select(entry => entry.Type));
        Assert.Equal(("30", "0"), (told[^1].Data["handedOver"], told[^1].Data["withheld"]));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Send_EveryStepTwice_IsTheSameAsOnce()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        for (int i = 0; i < 2; i++)
        {
            foreach (WaveShard shard in SendingWorld.Shards)
            {
                await SendingStory.ShareAsync(world, shard, world.Pages.Generation);
            }
        }

        await SendingStory.SettleAsync(world);
        Wave ended = await world.FindWaveAsync();
        await SendingStory.SettleAsync(world);

        Assert.Equal(30, ended.Tally!.HandedOver);
        Assert.Equal(ended, await world.FindWaveAsync());
        await world.RequireSettledAsync();
    }

    /// <summary>Between the plan and the hand-over: the share waits for its hour, and the person changes.</summary>
    [Theory]
    [Trait("threat", "58")]
    [Trait("threat", "55")]
    [InlineData("objects")]
    [InlineData("is vaccinated or dies")]
    [InlineData("has a doctor now")]
    [InlineData("is a doctor's")]
    [InlineData("is vaccinated in the register")]
    [InlineData("is dead in the register")]
    [InlineData("objected in the register")]
    [InlineData("left the page")]
    [InlineData("lost the address")]
    [InlineData("is imported vaccinated")]
    [InlineData("is imported with a doctor")]
    public async Task Send_APersonWhoChangesBeforeTheHandOver_GetsNoMessage_AndIsFree(string change)
    {
        using SendingWorld world = await SendingWorld.CreateAsync(cap: 2);
        RegisterEntry person = world.People[4];
        bool planned = false;
        world.Pace.NotBefore = _ => world.Time.GetUtcNow().AddMinutes(planned ? -1 : 30);

        await SendingStory.PlayAsync(world, async () =>
        {
            if (!planned && (await world.MessagesAsync()).Any(message => message.Person == person.Ref))
            {
                planned = true;
                await ChangeAsync(world, person, change);
            }
        });

        Assert.True(planned);
        Assert.DoesNotContain(world.Sms.Taken, message => message.Person.Id == person.Person.Id);
        Assert.Equal(OutboxState.Withheld, (await world.MessagesAsync()).Single(message => message.Person == person.Ref).State);
        Assert.Equal(29, (await world.FindWaveAsync()).Tally!.HandedOver);
        await world.RequireSettledAsync();
    }

    /// <summary>Within one turn: the register is read again before each lot.</summary>
    [Theory]
    [Trait("threat", "58")]
    [InlineData("is vaccinated in the register")]
    [InlineData("left the page")]
    [InlineData("objects")]
    public async Task Send_APersonWhoChangesWhileOthersOfThePageAreWrittenTo_GetsNoMessage(string change)
    {
        using SendingWorld world = await SendingWorld.CreateAsync(people: 4);
        world.Email.Breaks = (null, () => ChangeAsync(world, world.People[3], change).GetAwaiter().GetResult());

        await SendingStory.ShareAsync(world, SendingWorld.Shards[0], world.Pages.Generation);

        Assert.Equal(OutboxState.Withheld, (await world.MessagesAsync()).Single(message => message.Person == world.People[3].Ref).State);
        Assert.Empty((await world.Stores.Ledger.FindAsync(world.Book, world.People[3].Ref, default)).Claims);
        Assert.Equal((2, 1), (world.Email.Taken.Count, world.Sms.Taken.Count));
    }

    [Theory]
    [Trait("threat", "58")]
    [InlineData("objects")]
    [InlineData("is vaccinated or dies")]
    [InlineData("is a doctor's")]
    public async Task Send_APersonWhoChangedBeforeThePlan_IsNotEvenWrittenDown(string change)
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await ChangeAsync(world, world.People[4], change);

        await SendingStory.PlayAsync(world);

        Assert.Equal(29, (await world.MessagesAsync()).Count);
        await world.RequireSettledAsync();
    }

    /// <summary>The other order: who was written to is no doctor's under a cap of one.</summary>
    [Fact]
    [Trait("threat", "54")]
    public async Task Send_ToSomebody_KeepsADoctorsListOffThem_AndAnObjectionAfterwardsChangesNothing()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await SendingStory.PlayAsync(world);
        await world.ObjectAsync(world.People[0].Ref);

        Assert.Empty(await world.Stores.Ledger.ClaimAsync(world.Book, ContactAct.For(Doctor, ListId.Create()), [world.People[2].Ref], default));
        await world.RequireSettledAsync();
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task Send_AnAnswerThatWasLost_IsAskedFor_AndTakenForWhatItWas()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Sms.Breaks = (null, FakeChannel.Fail);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal(30, wave.Tally!.HandedOver);
        await world.RequireSettledAsync();
    }

    /// <summary>It went out: that somebody objected afterwards does not undo it.</summary>
    [Fact]
    [Trait("threat", "55")]
    [Trait("threat", "56")]
    public async Task Send_AnObjectionSinceAnAnswerThatWasLost_LeavesTheMessageHandedOver()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Sms.Breaks = (null, ObjectAndFail);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal((30, 0), (wave.Tally!.HandedOver, wave.Tally.Withheld));
        await world.RequireSettledAsync();

        void ObjectAndFail()
        {
            world.ObjectAsync(Offered(world).Ref).GetAwaiter().GetResult();
            FakeChannel.Fail();
        }
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task Send_ACallThatDidNotArrive_IsMadeAgainUnderTheSamePart()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Sms.Breaks = (FakeChannel.Fail, null);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal(30, wave.Tally!.HandedOver);
        await world.RequireSettledAsync();
    }

    /// <summary>The ledger's word of before the call counts no more.</summary>
    [Theory]
    [Trait("threat", "55")]
    [Trait("threat", "56")]
    [InlineData("objects")]
    [InlineData("is vaccinated or dies")]
    [InlineData("has a doctor now")]
    [InlineData("is a doctor's")]
    public async Task Send_AChangeSinceACallThatDidNotArrive_KeepsTheMessageBack(string change)
    {
        using SendingWorld world = await SendingWorld.CreateAsync(cap: 2);
        RegisterEntry? person = null;
        world.Sms.Breaks = (ChangeAndFail, null);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal((29, 1), (wave.Tally!.HandedOver, wave.Tally.Withheld));
        Assert.DoesNotContain(world.Sms.Taken, message => message.Person.Id == person!.Person.Id);
        await world.RequireSettledAsync();

        void ChangeAndFail()
        {
            person = Offered(world);
            ChangeAsync(world, person, change).GetAwaiter().GetResult();
            FakeChannel.Fail();
        }
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task Send_ByAChannelThatCannotSay_IsUncertain_AndNeverSentAgain()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Email.Breaks = (null, FakeChannel.Fail);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal((29, 1), (wave.Tally!.HandedOver, wave.Tally.Uncertain));
        Assert.Equal(12, world.Email.Taken.Count);
        await world.RequireSettledAsync();
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task Send_ByAChannelThatWasNeverReached_IsMadeAgain_AndNobodyIsUncertain()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        int calls = 0;
        world.Email.Breaks = (Away, null);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal((30, 0), (wave.Tally!.HandedOver, wave.Tally.Uncertain));
        Assert.Equal(3, calls);
        await world.RequireSettledAsync();

        void Away()
        {
            world.Email.Breaks = ++calls < 3 ? (Away, null) : default;
            FakeChannel.IsAway();
        }
    }

    /// <summary>A mailbox that is full for days must not keep everybody else of the department.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task Send_ToSomebodyWhoIsPutOffForGood_KeepsNobodyElse_AndIsRefusedAfterAnHour()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        DateTimeOffset begun = world.Time.GetUtcNow();
        int calls = 0;
        world.Email.PutsOff = message => message.Id == world.MessageOf(0) && ++calls > 0;

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal((29, 1, 5), (wave.Tally!.HandedOver, wave.Tally.Refused, calls));
        Assert.Equal(TimeSpan.FromHours(1), world.Time.GetUtcNow() - begun);
        await world.RequireSettledAsync();
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task Send_ToSomebodyWhoIsPutOffForAWhile_ArrivesLater_UnlessTheyObjectMeanwhile()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        DateTimeOffset later = world.Time.GetUtcNow().AddMinutes(20);
        world.Email.PutsOff = message => world.Time.GetUtcNow() < later && (message.Id == world.MessageOf(0) || message.Id == world.MessageOf(9));
        bool objected = false;

        Wave wave = await SendingStory.PlayAsync(world, async () =>
        {
            if (!objected && (await world.MessagesAsync()).Any(message => message is { Part: not null, State: OutboxState.Planned } && message.Id == world.MessageOf(9)))
            {
                objected = true;
                await world.ObjectAsync(world.People[9].Ref);
            }
        });

        Assert.True(objected);
        Assert.Equal((29, 1), (wave.Tally!.HandedOver, wave.Tally.Withheld));
        await world.RequireSettledAsync();
    }

    /// <summary>The host stood still since the room was given: it is of yesterday's cap.</summary>
    [Theory]
    [Trait("threat", "60")]
    [InlineData(15, 1)]
    [InlineData(16, 2)]
    public async Task Send_LongAfterItsRoom_TakesRoomAgain(int minutesLate, int reserved)
    {
        using SendingWorld world = await SendingWorld.CreateAsync(people: 1);
        DateTimeOffset slot = world.Time.GetUtcNow().AddMinutes(30);
        world.Pace.NotBefore = _ => slot;
        var turn = new PageTurn(world.Campaign.Id, world.Wave.Id, SendingWorld.Shards[0], world.Pages.Generation, 0, WaveTally.None);

        SentPage waits = await world.Send.RunAsync(turn, default);
        world.Time.SetUtcNow(slot.AddMinutes(minutesLate));
        SentPage sent = await world.Send.RunAsync(turn with { NotBefore = waits.NotBefore, Cleared = waits.Cleared }, default);

        Assert.Equal((PageOutcome.Waiting, PageOutcome.Done), (waits.Outcome, sent.Outcome));
        Assert.Equal(reserved, world.Pace.Reserved.Count);
    }

    /// <summary>Somebody disabled the campaign's key, and enables it again: what looks like an end is none, and nobody stays held by it.</summary>
    [Fact]
    [Trait("threat", "44")]
    [Trait("threat", "56")]
    public async Task Send_WhileTheCampaignsSecretDoesNotAnswer_IsTriedAgain_AndTheWaveDoesNotEnd()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await SendingStory.ShareAsync(world, SendingWorld.Shards[0], world.Pages.Generation);
        await world.DisableKeyAsync();
        world.Restart();
        var turn = new PageTurn(world.Campaign.Id, world.Wave.Id, SendingWorld.Shards[1], world.Pages.Generation, 0, WaveTally.None);

        await Assert.ThrowsAsync<TransientDependencyException>(() => world.Start.RunAsync(world.Campaign.Id, world.Wave.Id, default));
        await Assert.ThrowsAsync<TransientDependencyException>(() => world.Send.RunAsync(turn, default));
        await Assert.ThrowsAsync<TransientDependencyException>(() => world.Reconcile.RunAsync(world.Campaign.Id, world.Wave.Id, null, default));
        await Assert.ThrowsAsync<TransientDependencyException>(() => world.End.ReleaseAsync(world.Campaign.Id, world.Wave.Id, null, default));
        Assert.Equal(WaveState.Running, (await world.FindWaveAsync()).State);
    }

    /// <summary>Half of a count is no count: then what the shares said last holds.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Close_WhileTheWaveIsCounted_KeepsWhatTheSharesSaid(int afterPortions)
    {
        using SendingWorld world = await SendingWorld.CreateAsync(people: 25);
        foreach (WaveShard shard in SendingWorld.Shards)
        {
            await SendingStory.ShareAsync(world, shard, world.Pages.Generation);
        }

        int portions = 0;
        await SendingStory.SettleAsync(world, () => portions++ == afterPortions ? world.CloseAsync() : Task.CompletedTask);

        Assert.Equal(afterPortions + 1, portions);
        Assert.Equal((WaveState.Completed, 75), ((await world.FindWaveAsync()).State, (await world.FindWaveAsync()).Tally!.HandedOver));
    }

    /// <summary>Met again, on a page that is read anew: the message stays withheld, and a doctor may be granted the person.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task Send_ToSomebodyWhoseMessageWasWithheld_HoldsNobodyWhenTheyAreMetAgain()
    {
        using SendingWorld world = await SendingWorld.CreateAsync(people: 4);
        RegisterEntry person = world.People[3];
        world.Email.Breaks = (null, () => ChangeAsync(world, person, "is vaccinated in the register").GetAwaiter().GetResult());
        await SendingStory.ShareAsync(world, SendingWorld.Shards[0], world.Pages.Generation);

        world.Import(world.People);
        await SendingStory.ShareAsync(world, SendingWorld.Shards[0], world.Pages.Generation);

        Assert.Equal(OutboxState.Withheld, (await world.MessagesAsync()).Single(message => message.Person == person.Ref).State);
        Assert.Single(await world.Stores.Ledger.ClaimAsync(world.Book, ContactAct.For(Doctor, ListId.Create()), [person.Ref], default));
    }

    [Fact]
    public async Task Send_ToAnAddressThatIsRefused_IsSaid_AndThePersonStaysClaimed()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Email.Refuses = message => message.Id == world.MessageOf(0);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal((29, 1), (wave.Tally!.HandedOver, wave.Tally.Refused));
        await world.RequireSettledAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Cancel_AtAnyMoment_SendsNoMore_ReleasesTheRest_AndSettles(int afterTurns)
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Pace.NotBefore = _ => world.Time.GetUtcNow().AddMinutes(1);
        int turns = 0;

        Wave wave = await SendingStory.PlayAsync(world, () =>
        {
            if (turns++ == afterTurns)
            {
                world.Cancel();
            }

            return Task.CompletedTask;
        });

        Assert.Equal(WaveState.Cancelled, wave.State);
        Assert.InRange(wave.Tally!.HandedOver, 0, 12);
        await world.RequireSettledAsync();
        Assert.Empty(await world.Stores.Ledger.ClaimAsync(world.Book, world.Act, [world.People[29].Ref], default));
        Assert.Equal("waves.cancelled", (await world.Audit.ReadAsync(AuditStream.ForCampaign(world.Campaign.Id), default).SingleAsync()).Type);
    }

    /// <summary>Not at the next page, nor at the next lot: before every part the wave is looked at.</summary>
    [Fact]
    public async Task Cancel_WhileAPartIsTaken_IsTheLastPart()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Email.Breaks = (null, world.Cancel);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal((WaveState.Cancelled, 1), (wave.State, wave.Tally!.HandedOver));
        Assert.Equal((1, 0), (world.Email.Taken.Count, world.Sms.Taken.Count));
        await world.RequireSettledAsync();
    }

    [Fact]
    [Trait("threat", "60")]
    public async Task Send_WhenItTurnedQuiet_WaitsForTheNextHour()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        DateTimeOffset morning = world.Time.GetUtcNow().AddHours(10);
        world.Pace.Quiet = (department, now) => department == "974" && now < morning;
        world.Pace.NotBefore = department => department == "974" && world.Pace.Reserved.Count(part => part.Department == "974") % 2 == 0 ? morning : null;

        await SendingStory.PlayAsync(world);

        Assert.Equal(30, (await world.FindWaveAsync()).Tally!.HandedOver);
        Assert.True(world.Time.GetUtcNow() >= morning);
        await world.RequireSettledAsync();
    }

    /// <summary>In the new import everybody stands elsewhere: on another page, in another share.</summary>
    [Theory]
    [Trait("threat", "56")]
    [Trait("threat", "58")]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Import_WhileItRuns_BeginsTheShareAgain_AndNobodyIsWrittenToTwice(int turn)
    {
        using SendingWorld world = await SendingWorld.CreateAsync(people: 20, cap: 3);
        int turns = 0;

        await SendingStory.PlayAsync(world, () =>
        {
            if (++turns == turn)
            {
                world.Import(world.People.Reverse().Select(entry => entry with
                {
                    Person = entry.Person with { Department = SendingWorld.Shards[(turns + entry.Person.Department.Length) % 3].Department! },
                }));
            }

            return Task.CompletedTask;
        });

        await world.RequireSettledAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(29)]
    [InlineData(100)]
    public async Task Send_UnderALimit_ReachesAsManyAndNoMore(int most)
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Wave = world.Wave with { Plan = world.Wave.Plan with { MostPeople = most } };
        world.Waves.Set(world.Wave);
        await world.ObjectAsync(world.People[0].Ref);

        Wave wave = await SendingStory.PlayAsync(world);

        Assert.Equal(Math.Min(most, 29), wave.Tally!.HandedOver);
        await world.RequireSettledAsync();
    }

    [Fact]
    public async Task Send_UnderAnException_KeepsWhatIsReserved_AndStopsWhenItIsRevoked()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        var exception = new OutreachException("late-autumn", world.Campaign.Id, "because", 25, "a", world.Time.GetUtcNow(), world.Time.GetUtcNow().AddDays(9)) { Approved = true };
        await world.Exceptions.AddAsync(exception, default);
        WavePlan plan = world.Wave.Plan with { Group = WaveGroup.WithPractitioner, Exception = "late-autumn", MostPeople = 20 };
        foreach (int expected in new[] { 20, 5 })
        {
            // As their approvals reserve them.
            world.Wave = world.NewWave() with { Plan = plan with { MostPeople = expected } };
            world.Waves.Set(world.Wave);
            foreach (WaveShard shard in SendingWorld.Shards)
            {
                await SendingStory.ShareAsync(world, shard, world.Pages.Generation);
            }

            await SendingStory.SettleAsync(world);
            Assert.Equal(expected, (await world.FindWaveAsync()).Tally!.HandedOver);
        }

        string etag = (await world.Exceptions.FindAsync(world.Campaign.Id, "late-autumn", default))!.ETag;
        await world.Exceptions.ReplaceAsync(exception with { RevokedAt = world.Time.GetUtcNow() }, etag, default);
        world.Wave = world.NewWave() with { Plan = plan };
        world.Waves.Set(world.Wave);
        await SendingStory.ShareAsync(world, SendingWorld.Shards[0], world.Pages.Generation);
        Assert.Empty(await world.MessagesAsync());
    }

    /// <summary>The exception has room for its next wave again, and that wave reaches as many as it was approved for.</summary>
    [Fact]
    public async Task Send_UnderAnExceptionWhoseEarlierWaveWasCancelled_ReachesWhatIsReserved()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        var exception = new OutreachException("late-autumn", world.Campaign.Id, "because", 25, "a", world.Time.GetUtcNow(), world.Time.GetUtcNow().AddDays(9)) { Approved = true };
        await world.Exceptions.AddAsync(exception, default);
        WavePlan plan = world.Wave.Plan with { Group = WaveGroup.WithPractitioner, Exception = "late-autumn", MostPeople = 25 };
        world.Wave = world.NewWave() with { Plan = plan };
        world.Waves.Set(world.Wave);
        world.Pace.NotBefore = _ => world.Time.GetUtcNow().AddHours(1);
        foreach (WaveShard shard in SendingWorld.Shards)
        {
            await world.Send.RunAsync(new PageTurn(world.Campaign.Id, world.Wave.Id, shard, world.Pages.Generation, 0, WaveTally.None), default);
        }

        world.Cancel();
        await SendingStory.SettleAsync(world);
        Assert.Equal((WaveState.Cancelled, 0), ((await world.FindWaveAsync()).State, (await world.FindWaveAsync()).Tally!.HandedOver));

        world.Pace.NotBefore = _ => null;
        world.Wave = world.NewWave() with { Plan = plan };
        world.Waves.Set(world.Wave);
        foreach (WaveShard shard in SendingWorld.Shards)
        {
            await SendingStory.ShareAsync(world, shard, world.Pages.Generation);
        }

        await SendingStory.SettleAsync(world);
        Assert.Equal(25, (await world.FindWaveAsync()).Tally!.HandedOver);
    }

    /// <summary>Nobody reserved anything for it: such a wave was made by no handler.</summary>
    [Fact]
    public async Task Send_UnderAnExceptionWithoutALimit_ReachesNobody()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await world.Exceptions.AddAsync(
            new OutreachException("late-autumn", world.Campaign.Id, "because", 25, "a", world.Time.GetUtcNow(), world.Time.GetUtcNow().AddDays(9)) { Approved = true }, default);
        world.Wave = world.NewWave() with { Plan = world.Wave.Plan with { Group = WaveGroup.WithPractitioner, Exception = "late-autumn" } };
        world.Waves.Set(world.Wave);

        await SendingStory.ShareAsync(world, SendingWorld.Shards[0], world.Pages.Generation);

        Assert.Empty(await world.MessagesAsync());
    }

    /// <summary>Somebody whose message the channel was just asked to take.</summary>
    private static RegisterEntry Offered(SendingWorld world) => world.People.First(entry => entry.Person.Id == world.Sms.Offered[0].Person.Id);

    private static Task ChangeAsync(SendingWorld world, RegisterEntry person, string change) => change switch
    {
        "objects" => world.ObjectAsync(person.Ref),
        "is vaccinated or dies" => UpdateAsync(world, person, eligible: false),
        "has a doctor now" => UpdateAsync(world, person, eligible: true, Doctor.Value),
        "is a doctor's" => world.Stores.Ledger.ClaimAsync(world.Book, ContactAct.For(Doctor, ListId.Create()), [person.Ref], default),
        "is vaccinated in the register" => RegisterAsync(world, person, known => known with { Vaccinated = true }),
        "is dead in the register" => RegisterAsync(world, person, known => known with { Deceased = true }),
        "objected in the register" => RegisterAsync(world, person, known => known with { Objected = true }),
        "left the page" => RegisterAsync(world, person, _ => null),
        "lost the address" => RegisterAsync(world, person, known => known with { Phone = "" }),
        "is imported vaccinated" => ImportAsync(world, world.People.Select(entry => entry == person ? entry with { Person = entry.Person with { Vaccinated = true } } : entry)),
        "is imported with a doctor" => ImportAsync(world, world.People.Where(entry => entry != person)),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change."),
    };

    private static Task UpdateAsync(SendingWorld world, RegisterEntry person, bool eligible, params ImmutableArray<string> doctors) =>
        world.ApplyAsync(person.Ref, new ContactEvent.Updated(new RegisterUpdate(world.Pages.Generation, eligible, doctors)));

    private static Task RegisterAsync(SendingWorld world, RegisterEntry person, Func<InsuredPerson, InsuredPerson?> change)
    {
        world.Pages.Update(person.Ref, change);
        return Task.CompletedTask;
    }

    private static Task ImportAsync(SendingWorld world, IEnumerable<RegisterEntry> people)
    {
        world.Import(people);
        return Task.CompletedTask;
    }
}
