using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

/// <summary>A preview counts and claims nobody (threat 58).</summary>
public sealed class CountPagesTests
{
    private static readonly PractitionerRef Doctor = new("a3000123456789abcdef0123456789ab");

    [Fact]
    [Trait("threat", "58")]
    public async Task Count_EachKind_IsInItsOwnNumber_AndNobodyIsClaimed()
    {
        RegisterPlacement[] people =
        [
            PlanningWorld.Person(1),
            PlanningWorld.Person(2) with { Person = PlanningWorld.Person(2).Person with { Email = "", Phone = "+33600000000" } },
            With(3, person => person with { Deceased = true }),
            With(4, person => person with { Vaccinated = true }),
            With(5, person => person with { Objected = true }),
            With(6, person => person with { Email = "" }),
            PlanningWorld.Person(7),
            PlanningWorld.Person(8),
            PlanningWorld.Person(9),
            PlanningWorld.Person(10),
            PlanningWorld.Person(11, doctor: Doctor),
            PlanningWorld.Person(12, department: "93"),
        ];
        using PlanningWorld world = await PlanningWorld.CreateAsync(people);
        PatientRef Ref(int number) => world.Secret.For(people[number - 1].Person.Id);
        await world.Ledger.ApplyAsync(world.Book, Ref(7), new ContactEvent.Objected(new Objection(RandomId.Create(), default, ObjectionOrigin.Person)), default);
        await world.Ledger.ClaimAsync(world.Book, ContactAct.ForWave(RandomId.Create()), [Ref(8)], default);
        await world.Ledger.ApplyAsync(world.Book, Ref(9), new ContactEvent.Updated(new RegisterUpdate(world.Generation, Eligible: true, [Doctor.Value])), default);
        Wave wave = (await world.Plan.RunAsync(world.Id, PlanningWorld.Key, PlanningWorld.Body("75"), SampleWaves.Author, default)).Value!;

        CountedPages counted = await CountAsync(world, wave);

        Assert.Equal((CountOutcome.Counted, null), (counted.Outcome, counted.Next));
        Assert.Equal(new Dictionary<OutreachChannel, long> { [OutreachChannel.Email] = 2, [OutreachChannel.Sms] = 1 }, counted.Counts.Selected);
        Assert.Equal(
            new Dictionary<SelectionOutcome, long>
            {
                [SelectionOutcome.Deceased] = 1,
                [SelectionOutcome.Vaccinated] = 1,
                [SelectionOutcome.Objected] = 1,
                [SelectionOutcome.NoAddress] = 1,
                [SelectionOutcome.NotAvailable] = 2,
                [SelectionOutcome.HasPractitioner] = 1,
            },
            counted.Counts.LeftOut);
        Assert.Empty((await world.Ledger.FindManyAsync(world.Book, [Ref(1), Ref(2), Ref(10)], default)).Keys);
    }

    [Fact]
    public async Task Count_MoreThanOneCallTakes_GoesOnWhereItWas()
    {
        using PlanningWorld world = await PlanningWorld.CreateAsync([.. Enumerable.Range(1, 100).Select(number => PlanningWorld.Person(number))]);
        Wave wave = (await world.Plan.RunAsync(world.Id, PlanningWorld.Key, PlanningWorld.Body("75"), SampleWaves.Author, default)).Value!;

        CountedPages first = await CountAsync(world, wave);
        CountedPages second = await CountAsync(world, wave, page: first.Next!.Value);

        Assert.Equal((70, 10), (first.Counts.Selected.Values.Sum(), first.Next));
        Assert.Equal((30, null), (second.Counts.Selected.Values.Sum(), second.Next));
        Assert.Equal(100, PreviewCounts.Add(first.Counts, second.Counts).Selected[OutreachChannel.Email]);
    }

    [Fact]
    public async Task Count_CancelledSupersededOrClosed_StopsAtTheNextPage()
    {
        using PlanningWorld world = await PlanningWorld.CreateAsync(PlanningWorld.Person(1));
        Wave wave = (await world.Plan.RunAsync(world.Id, PlanningWorld.Key, PlanningWorld.Body("75"), SampleWaves.Author, default)).Value!;
        int before = world.Generation;
        await world.LoadAsync(PlanningWorld.Person(1));

        Assert.Equal(CountOutcome.Superseded, (await CountAsync(world, wave, before)).Outcome);
        Assert.Equal(CountOutcome.Counted, (await CountAsync(world, wave)).Outcome);
        await world.Change.CancelAsync(world.Id, wave.Id.Value, SampleWaves.Author, default);
        Assert.Equal(CountOutcome.Stopped, (await CountAsync(world, wave)).Outcome);
        Wave other = (await world.Plan.RunAsync(world.Id, "another-key-of-mine", PlanningWorld.Body("75"), SampleWaves.Author, default)).Value!;
        await world.CloseAsync();
        Assert.Equal(CountOutcome.Stopped, (await CountAsync(world, other)).Outcome);
    }

    private static Task<CountedPages> CountAsync(PlanningWorld world, Wave wave, int? generation = null, int page = 0) =>
        world.Count.RunAsync(world.Campaign.Id, wave.Id, WaveShard.OfDepartment("75"), generation ?? world.Generation, page, default);

    private static RegisterPlacement With(int number, Func<InsuredPerson, InsuredPerson> change) =>
        PlanningWorld.Person(number) with { Person = change(PlanningWorld.Person(number).Person) };
}
