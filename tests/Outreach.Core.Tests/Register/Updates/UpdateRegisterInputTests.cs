using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Updates;
using Xunit;

namespace Outreach.Core.Tests.Register.Updates;

[Trait("threat", "57")]
public sealed class UpdateRegisterInputTests
{
    [Theory]
    [InlineData("ins_number", "299127512345600", "register.ins-key")]
    [InlineData("ins_number", "29912751234560", "register.ins-number")]
    [InlineData("treating_doctors", "1234", "register.treating-doctor")]
    [InlineData("vaccinated", "yes", "register.vaccinated")]
    [InlineData("department", "96", "register.department")]
    [InlineData("city", null, "register.column-missing")]
    public async Task Update_OneRowBad_IsNamedByIndexAndCodeAndTheOthersAreApplied(string column, string? value, string code)
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        RegisterEntry good = await world.PatientAsync();
        Dictionary<string, string?> bad = UpdatesWorld.Row((await world.PatientAsync(1)).Person, doctor: 1);
        bad[column] = value;

        RegisterUpdateOutcome outcome = (await world.UpdateAsync(bad, UpdatesWorld.Row(good.Person, vaccinated: true))).Value!;

        Assert.Equal([new RegisterUpdateFault(0, code)], outcome.Refused);
        Assert.Equal(1, outcome.Applied);
        Assert.Contains(await world.PatientsAsync(0), entry => entry.Ref == good.Ref && entry.Person.Vaccinated);
    }

    [Fact]
    public async Task Update_RowMissingOrWithoutAColumn_IsRefusedByIndex()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        Dictionary<string, string?> without = UpdatesWorld.Row((await world.PatientAsync()).Person);
        without.Remove(ExtractColumns.Deceased);

        RegisterUpdateOutcome outcome = (await world.UpdateAsync(null, without)).Value!;

        Assert.Equal([new RegisterUpdateFault(0, "register.column-missing"), new RegisterUpdateFault(1, "register.column-missing")], outcome.Refused);
        Assert.Equal(0, outcome.Applied);
    }

    [Theory]
    [InlineData("covid_test", "covid_test")]
    [InlineData("Marie Santoni", "(column 1)")]
    public async Task Update_UnknownColumn_RefusesTheWholeCall(string name, string told)
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        RegisterEntry good = await world.PatientAsync();
        Dictionary<string, string?> more = UpdatesWorld.Row((await world.PatientAsync(1)).Person);
        more[name] = "1";

        Failure failure = (await world.UpdateAsync(UpdatesWorld.Row(good.Person, vaccinated: true), more)).Failure!;

        Assert.Equal("register.column-unknown", failure.Code);
        Assert.Contains($": {told}.", failure.English, StringComparison.Ordinal);
        Assert.DoesNotContain(await world.PatientsAsync(0), entry => entry.Ref == good.Ref && entry.Person.Vaccinated);
    }

    [Fact]
    public async Task Update_SamePersonTwice_IsRefusedOnEachRow()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        RegisterEntry person = await world.PatientAsync();

        RegisterUpdateOutcome outcome = (await world.UpdateAsync(UpdatesWorld.Row(person.Person, vaccinated: true), UpdatesWorld.Row(person.Person))).Value!;

        Assert.Equal([0, 1], outcome.Refused.Select(fault => fault.Row));
        Assert.All(outcome.Refused, fault => Assert.Equal("register.duplicate-person", fault.Code));
        Assert.DoesNotContain(await world.PatientsAsync(0), entry => entry.Ref == person.Ref && entry.Person.Vaccinated);
    }

    [Theory]
    [InlineData(0, "register.updates-missing")]
    [InlineData(500, null)]
    [InlineData(501, "register.too-many-updates")]
    public async Task Update_Count_IsBounded(int count, string? code)
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();

        Result<RegisterUpdateOutcome> result = await world.UpdateAsync([.. new IReadOnlyDictionary<string, string?>?[count]]);

        Assert.Equal(code, result.Failure?.Code);
    }

    [Fact]
    public async Task Update_PhoneThatCannotBeCalled_IsAppliedWithARemark()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        Dictionary<string, string?> row = UpdatesWorld.Row((await world.PatientAsync()).Person);
        row[ExtractColumns.Phone] = "12";

        RegisterUpdateOutcome outcome = (await world.UpdateAsync(row)).Value!;

        Assert.Equal((1, 0), (outcome.Applied, outcome.Refused.Count));
        Assert.Equal([new RegisterUpdateFault(0, "register.phone")], outcome.Remarks);
    }

    [Theory]
    [InlineData("no-such-campaign")]
    [InlineData("not a campaign")]
    public async Task Update_UnknownCampaign_IsNotFound(string campaign)
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        RegisterUpdateBody body = new([UpdatesWorld.Row((await world.PatientAsync()).Person)]);

        Result<RegisterUpdateOutcome> result = await world.Handler().RunAsync(campaign, body, "system", default);

        Assert.Equal("campaigns.not-found", result.Failure?.Code);
    }

    [Fact]
    public async Task Update_ClosedCampaign_IsNotFound()
    {
        using UpdatesWorld world = await UpdatesWorld.CreateAsync();
        Dictionary<string, string?> row = UpdatesWorld.Row((await world.PatientAsync()).Person);
        await world.Lists.Close.RunAsync(world.Lists.Campaign.Id.Value, "system", default);

        Assert.Equal("campaigns.not-found", (await world.UpdateAsync(row)).Failure?.Code);
    }
}
