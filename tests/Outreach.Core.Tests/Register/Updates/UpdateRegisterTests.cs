using Outreach.Core.Audit;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Updates;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.Core.Tests.Register.Updates;

public sealed class UpdateRegisterTests
{
    [Theory]
    [Trait("threat", "55")]
    [Trait("threat", "58")]
    [InlineData("vaccinated")]
    [InlineData("objected")]
    [InlineData("deceased")]
    [InlineData("moved")]
    [InlineData("left")]
    public async Task Update_PersonOnAnIssuedList_IsHiddenAtOnce(string change)
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        ListRequest request = await world.Lists.ReadyAsync();
        RegisterEntry person = await world.PatientAsync();

        await world.UpdateAsync(Changed(person, change));

        Assert.Equal([KeyValuePair.Create(person.Ref, (DateTimeOffset?)null)], await world.MarksAsync(request));
    }

    [Theory]
    [Trait("threat", "58")]
    [InlineData("vaccinated")]
    [InlineData("objected")]
    [InlineData("deceased")]
    [InlineData("moved")]
    [InlineData("left")]
    public async Task Update_PersonNobodyHeld_IsNotOnAListThatComesLater(string change)
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        int eligible = (await world.PatientsAsync(0)).Count(entry => entry.IsEligible);

        await world.UpdateAsync(Changed(await world.PatientAsync(), change));

        Assert.Equal(eligible - 1, await world.RowsOfANewListAsync(0));
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Update_Moved_IsOnTheNextListOfTheNewDoctorAlone()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        int first = (await world.PatientsAsync(0)).Count(entry => entry.IsEligible);
        int second = (await world.PatientsAsync(1)).Count(entry => entry.IsEligible);

        await world.UpdateAsync(Changed(await world.PatientAsync(), "moved"));

        Assert.Equal(second + 1, await world.RowsOfANewListAsync(1));
        Assert.Equal(first - 1, await world.RowsOfANewListAsync(0));
    }

    [Fact]
    [Trait("threat", "54")]
    public async Task Update_MovedWhileTheFormerDoctorHoldsTheClaim_IsOnNobodysNextList()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        int second = (await world.PatientsAsync(1)).Count(entry => entry.IsEligible);
        await world.Lists.ReadyAsync();

        await world.UpdateAsync(Changed(await world.PatientAsync(), "moved"));

        Assert.Equal(second, await world.RowsOfANewListAsync(1));
    }

    [Fact]
    public async Task Update_BackAgain_ShowsTheRowAgain()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        ListRequest request = await world.Lists.ReadyAsync();
        RegisterEntry person = await world.PatientAsync();
        await world.UpdateAsync(Changed(person, "vaccinated"));

        await world.UpdateAsync(UpdatesWorld.Row(person.Person));

        Assert.Empty(await world.MarksAsync(request));
    }

    [Fact]
    public async Task Update_ThenALaterImport_TheImportSpeaksForItself()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        ListRequest request = await world.Lists.ReadyAsync();
        RegisterEntry person = await world.PatientAsync();
        await world.UpdateAsync(Changed(person, "vaccinated"));

        await world.Lists.LoadAsync([new RegisterPlacement(person.Person, [world.First])]);

        Assert.Empty(await world.MarksAsync(request));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Update_Twice_IsTheSameAsOnce()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        ListRequest request = await world.Lists.ReadyAsync();
        RegisterEntry person = await world.PatientAsync();

        RegisterUpdateOutcome once = (await world.UpdateAsync(Changed(person, "moved"))).Value!;
        int rows = world.Lists.Register.StoredRows;
        RegisterUpdateOutcome twice = (await world.UpdateAsync(Changed(person, "moved"))).Value!;

        Assert.Equal((once.Applied, once.Generation), (twice.Applied, twice.Generation));
        Assert.Equal(rows, world.Lists.Register.StoredRows);
        Assert.Single(await world.MarksAsync(request));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Update_KilledAfterEachStepThenRepeated_IsRight()
    {
        int kills = 0;
        for (int step = 1; ; step++)
        {
            using UpdatesWorld world = await UpdatesWorld.CreateAsync();
            RegisterEntry[] people = [.. (await world.PatientsAsync(0)).Where(entry => entry.IsEligible).Take(2)];
            Dictionary<string, string?>[] rows = [.. people.Select(person => Changed(person, "moved"))];
            int second = (await world.PatientsAsync(1)).Count(entry => entry.IsEligible);
            int first = (await world.PatientsAsync(0)).Count(entry => entry.IsEligible);
            world.Lists.Faults.KillAfter(step);
            bool killed = false;
            try
            {
                await world.UpdateAsync(rows);
            }
            catch (KilledException)
            {
                (killed, kills) = (true, kills + 1);
            }

            world.Lists.Restart();
            await world.UpdateAsync(rows);

            Assert.Equal(first - 2, await world.RowsOfANewListAsync(0));
            Assert.Equal(second + 2, await world.RowsOfANewListAsync(1));
            if (!killed)
            {
                break;
            }
        }

        Assert.True(kills >= 4, "One event, two people in the ledger, the register.");
    }

    [Fact]
    public async Task Update_AnImportIsCompletedMeanwhile_IsSaid()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        RegisterEntry person = await world.PatientAsync();
        await world.BookAsync();
        world.Lists.Faults.Meanwhile(world.Lists.Faults.Steps + 1, () => world.Lists.LoadAsync([new RegisterPlacement(person.Person, [world.First])]));

        Result<RegisterUpdateOutcome> result = await world.UpdateAsync(Changed(person, "vaccinated"));

        Assert.Equal("register.loaded-meanwhile", result.Failure?.Code);
    }

    /// <summary>The extract that is being loaded is older than the call: it must not show again whom the call hid, nor say that it was applied and forget it.</summary>
    [Theory]
    [Trait("threat", "55")]
    [Trait("threat", "58")]
    [InlineData("vaccinated")]
    [InlineData("objected")]
    [InlineData("deceased")]
    [InlineData("moved")]
    public async Task Update_WhileAnImportIsBeingLoaded_HoldsBeforeAndAfterItIsComplete(string change)
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        ListRequest request = await world.Lists.ReadyAsync();
        RegisterEntry person = await world.PatientAsync();
        RegisterImport loading = await world.BeginAsync(new RegisterPlacement(person.Person, [world.First]));

        RegisterUpdateOutcome outcome = (await world.UpdateAsync(Changed(person, change))).Value!;
        Assert.Equal((1, 1), (outcome.Applied, outcome.Generation));
        Assert.Single(await world.MarksAsync(request));
        await world.Lists.Register.CompleteAsync(world.Lists.Campaign.Id, loading, default);

        Assert.Single(await world.MarksAsync(request));
        Assert.Equal(change == "moved", (await world.PatientsAsync(1)).Count == 1);
        Assert.Equal(change == "moved", (await world.PatientsAsync(0)).Single().IsEligible);
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Update_AnImportIsBegunMeanwhile_IsSaid()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        RegisterEntry person = await world.PatientAsync();
        world.Lists.Faults.Meanwhile(world.Lists.Faults.Steps + 3, () => world.BeginAsync(new RegisterPlacement(person.Person, [world.First])));

        Result<RegisterUpdateOutcome> result = await world.UpdateAsync(Changed(person, "vaccinated"));

        Assert.Equal("register.loaded-meanwhile", result.Failure?.Code);
        Assert.True((await world.UpdateAsync(Changed(person, "vaccinated"))).Succeeded);
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Update_OfAnEarlierObjection_TakesNothingBack()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        ListRequest request = await world.Lists.ReadyAsync();
        RegisterEntry person = await world.PatientAsync();
        ContactBook book = await world.BookAsync();
        Objection objection = new(RandomId.Create(), world.Lists.Time.GetUtcNow(), ObjectionOrigin.Person);
        await world.Lists.Contacts.ApplyAsync(book, person.Ref, new ContactEvent.Objected(objection), default);

        await world.UpdateAsync(UpdatesWorld.Row(person.Person));

        Assert.Single(await world.MarksAsync(request));
    }

    [Fact]
    [Trait("threat", "34")]
    public async Task Update_Audit_HasOneEventWithCountsAlone()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        Dictionary<string, string?> bad = UpdatesWorld.Row((await world.PatientAsync(1)).Person);
        bad[ExtractColumns.City] = "\u0007";

        await world.UpdateAsync(Changed(await world.PatientAsync(), "vaccinated"), bad);

        AuditEntry entry = Assert.Single(
            await world.Lists.Audit.ReadAsync(AuditStream.ForCampaign(world.Lists.Campaign.Id), default).ToListAsync(), found => found.Type == "register.updated");
        Assert.Equal(["generation=1", "loaded=1", "refused=1"], entry.Data.Select(item => $"{item.Key}={item.Value}").Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string?> Changed(RegisterEntry person, string change) => UpdatesWorld.Row(
        person.Person,
        change switch { "moved" => 1, "left" => null, _ => 0 },
        vaccinated: change == "vaccinated",
        objected: change == "objected",
        deceased: change == "deceased");
}
