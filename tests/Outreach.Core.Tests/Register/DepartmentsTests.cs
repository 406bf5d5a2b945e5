using Outreach.Core.Register;
using Xunit;

namespace Outreach.Core.Tests.Register;

public sealed class DepartmentsTests
{
    [Theory]
    [InlineData("01000", "01")]
    [InlineData("95999", "95")]
    [InlineData("20000", "2A")]
    [InlineData("20190", "2A")]
    [InlineData("20200", "2B")]
    [InlineData("20600", "2B")]
    [InlineData("97110", "971")]
    [InlineData("97490", "974")]
    [InlineData("97600", "976")]
    [InlineData("97133", "971")] // Saint-Barthélemy keeps the code of Guadeloupe
    [InlineData("98800", "988")]
    [InlineData("98000", null)] // Monaco
    [InlineData("96000", null)]
    [InlineData("00000", null)]
    [InlineData("99123", null)]
    [InlineData("7500", null)]
    [InlineData("7500A", null)]
    [InlineData("", null)]
    public void FromPostalCode_TellsTheDepartment(string postalCode, string? department) =>
        Assert.Equal(department, Departments.FromPostalCode(postalCode));

    [Theory]
    [InlineData("19", true)]
    [InlineData("20", false)]
    [InlineData("2A", true)]
    [InlineData("2B", true)]
    [InlineData("2a", false)]
    [InlineData("95", true)]
    [InlineData("96", false)]
    [InlineData("970", false)]
    [InlineData("971", true)]
    [InlineData("979", false)]
    [InlineData("99", true)]
    [InlineData("00", false)]
    [InlineData("1", false)]
    public void IsKnown_AtTheEdges(string code, bool known) => Assert.Equal(known, Departments.IsKnown(code));
}
