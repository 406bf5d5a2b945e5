using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Register.Runs;

public sealed class ImportDeltaTests
{
    [Fact]
    public async Task Delta_NoFullImportBefore_IsRefused()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(SamplePeople.Extract(ImportRows.Good), "delta");

        Assert.Equal((ImportState.Refused, "register.not-loaded"), (run.State, run.Fault?.Code));
        Assert.Equal(0, world.Register.StoredRows);
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Delta_OverTheRegister_SaysItToRegisterAndLedger()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        ImportRun full = await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(1), ImportRows.Person(2), ImportRows.Person(3)));

        ImportRun delta = await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(1, vaccinated: "1"), ImportRows.Person(2, "99700245667"), ImportRows.Person(4)), "delta");

        Assert.Equal((ImportState.Completed, full.Generation, 3L), (delta.State, delta.Generation, delta.Counts.Loaded));
        List<RegisterEntry> patients = await world.PatientsAsync();
        RegisterEntry vaccinated = Assert.Single(patients, entry => entry.Person.Vaccinated);
        Assert.Equal(4, patients.Count);
        Assert.Single(await world.PatientsAsync(1));
        ContactBook book = (await world.Books.FindAsync(world.Campaign, default))!;
        Assert.False((await world.Lists.Contacts.FindAsync(book, vaccinated.Ref, default)).Update?.Eligible);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Delta_SameTwice_ChangesNothingAndSaysSoButOneInBetweenIsTakenBack()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(1)));
        byte[] vaccinated = SamplePeople.Extract(ImportRows.Person(1, vaccinated: "1"));
        byte[] not = SamplePeople.Extract(ImportRows.Person(1));

        Assert.Equal(ImportState.Completed, (await world.ImportAsync(vaccinated, "delta")).State);
        Assert.Equal(ImportState.Unchanged, (await world.ImportAsync(vaccinated, "delta")).State);
        world.Lists.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ImportState.Completed, (await world.ImportAsync(not, "delta")).State);
        world.Lists.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ImportState.Completed, (await world.ImportAsync(vaccinated, "delta")).State);

        Assert.True(Assert.Single(await world.PatientsAsync()).Person.Vaccinated);
    }

    [Fact]
    public async Task Delta_AFullImportIsBegunMeanwhile_SaysThatItMustBeSentAgain()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(1)));
        world.Land(SamplePeople.Extract(ImportRows.Person(1, vaccinated: "1")), "delta");
        ImportRun delta = await world.StartAsync("delta", "delta");
        await world.ReadAsync(delta);
        await world.MatchAsync(delta);
        await world.BeginAsync(delta);
        await world.Register.StartAsync(world.Campaign, "other", default);
        await world.LoadAsync(delta);
        await world.CompleteAsync(delta);

        ImportRun over = await world.EndAsync(delta);

        Assert.Equal((ImportState.Superseded, "register.loaded-meanwhile"), (over.State, over.Fault?.Code));
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Delta_PersonOnSeveralLines_IsAppliedByNoneOfThem()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(1), ImportRows.Person(2)));

        ImportRun run = await world.ImportAsync(
            SamplePeople.Extract(ImportRows.Person(1, vaccinated: "1"), ImportRows.Person(1), ImportRows.Person(2, vaccinated: "1")), "delta");

        Assert.Equal([(2L, "register.duplicate-person"), (3L, "register.duplicate-person")], await world.RejectedAsync(run));
        Assert.Equal(1, (await world.PatientsAsync()).Count(entry => entry.Person.Vaccinated));
    }
}
