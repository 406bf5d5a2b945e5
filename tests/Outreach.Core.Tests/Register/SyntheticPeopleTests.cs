using Outreach.Core.Access;
using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Register;

public sealed class SyntheticPeopleTests
{
    private static readonly SyntheticPopulation Population = new(SamplePeople.Doctors) { PatientsPerDoctor = 1_000 };

    private static readonly IReadOnlyList<SyntheticPerson> People = [.. SyntheticPeople.Of(Population)];

    [Fact]
    public void Of_SameSeed_SamePeople()
    {
        Assert.Equal(People.Select(p => p.Person), SyntheticPeople.Of(Population).Select(p => p.Person));
        Assert.NotEqual(People.Select(p => p.Person), SyntheticPeople.Of(Population with { Seed = 1 }).Select(p => p.Person));
    }

    [Fact]
    public void Of_Everybody_IsADemoIdentityWithAValidKeyOfTheirOwn()
    {
        Assert.All(People, p => Assert.Equal(InsSystem.Demo, p.Person.Id.System));
        Assert.All(People, p => Assert.True(NirNumber.HasShape(p.Person.Id.Number) && NirNumber.HasValidKey(p.Person.Id.Number)));
        Assert.All(People, p => Assert.True(Departments.IsKnown(p.Person.Department)));
        Assert.Equal(People.Count, People.Select(p => p.Person.Id).Distinct().Count());
    }

    [Fact]
    public void Of_EveryPhone_IsReservedForFiction() =>
        Assert.All(People.Where(p => p.Person.Phone.Length > 0), p => Assert.Matches(@"^\+3319900\d{4}$", p.Person.Phone));

    [Fact]
    public void Of_EachDoctor_HasTheUnvaccinatedRatioOfOwnPeople()
    {
        foreach (PractitionerId doctor in SamplePeople.Doctors)
        {
            IReadOnlyList<SyntheticPerson> own = [.. People.Where(p => p.TreatingDoctors.Count > 0 && p.TreatingDoctors[0] == doctor)];

            Assert.Equal(1_000, own.Count);
            Assert.Equal(360, own.Count(p => !p.Person.Vaccinated));
        }
    }

    [Fact]
    public void Of_AFewThousand_HoldEveryKindOfPerson()
    {
        Assert.Contains(People, p => p.TreatingDoctors.Count == 2);
        Assert.Contains(People, p => p.TreatingDoctors.Count == 0);
        Assert.Contains(People, p => p.Person.Id.Number.Contains("2A", StringComparison.Ordinal));
        Assert.Contains(People, p => p.Person.Department == "2B");
        Assert.Contains(People, p => p.Person.Department == "974");
        Assert.Contains(People, p => p.Person.Objected);
        Assert.Contains(People, p => p.Person.Deceased);
        Assert.All(People, p => Assert.Equal(p.TreatingDoctors.Count, p.TreatingDoctors.Distinct().Count()));
    }

    [Fact]
    public void Of_MoreThanHaveNumbers_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticPeople.Of(Population with { PatientsPerDoctor = SyntheticPeople.Most }));
}
