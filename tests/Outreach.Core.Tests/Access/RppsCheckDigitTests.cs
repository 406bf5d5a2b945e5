using Outreach.Core.Access;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Access;

public sealed class RppsCheckDigitTests
{
    [Theory]
    [InlineData("99700218896", true)]
    [InlineData("99700245667", true)]
    [InlineData("99700296140", true)]
    [InlineData("99700771191", true)]
    [InlineData("899700218896", true)]
    [InlineData("99700218897", false)]
    [InlineData("99700281896", false)]
    public void Holds_ForTheOfficialTestIdentities(string rpps, bool holds) => Assert.Equal(holds, RppsCheckDigit.Holds(SamplePeople.Doctor(rpps)));
}
