using Outreach.Core.Register;
using Xunit;

namespace Outreach.Core.Tests.Register;

public sealed class E164Tests
{
    [Theory]
    [InlineData("01 99 00 12 34", "75", "+33199001234")]
    [InlineData("0199001234", "974", "+33199001234")] // a mainland number, kept overseas
    [InlineData("+33 1 99 00 12 34", "75", "+33199001234")]
    [InlineData("0033199001234", "2A", "+33199001234")]
    [InlineData("01.99.00.12.34", "75", "+33199001234")]
    [InlineData("0262 12 34 56", "974", "+262262123456")]
    [InlineData("+262 262 12 34 56", "75", "+262262123456")]
    [InlineData("+32 2 555 12 12", "99", "+3225551212")]
    [InlineData("0199", "75", null)]
    [InlineData("none", "75", null)]
    [InlineData("", "75", null)]
    [InlineData("0262 12 34 56", "75", null)] // the trunk prefix of another plan
    public void Read_AsPeopleWriteIt(string text, string department, string? expected) => Assert.Equal(expected, E164.Read(text, department));
}
