using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Outreach.Core.Register;
using Xunit;

namespace Outreach.Core.Tests.Register;

public sealed class NirNumberTests
{
    [Theory]
    [InlineData("253072B07300470")]
    [InlineData("253072A07300443")]
    [InlineData("295109912611193")] // born abroad
    [InlineData("255081416802538")]
    [InlineData("279035121518989")]
    public void HasValidKey_Published_Holds(string number)
    {
        Assert.True(NirNumber.HasShape(number));
        Assert.True(NirNumber.HasValidKey(number));
    }

    [Theory]
    [InlineData("295109912611199")]
    [InlineData("170017510112313")]
    [InlineData("253072A07300470")] // Corsica's other department
    public void HasValidKey_Wrong_DoesNotHold(string number)
    {
        Assert.True(NirNumber.HasShape(number));
        Assert.False(NirNumber.HasValidKey(number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("25307207300470")]
    [InlineData("2530720730047011")]
    [InlineData("253072C07300470")]
    [InlineData("253072b07300470")]
    [InlineData("2530720A7300470")]
    [InlineData("053072B07300470")]
    [InlineData("253072B0730047O")]
    [InlineData("253072B07300470\n")]
    [InlineData("２53072B07300470")]
    public void HasShape_SomethingElse_IsRefused(string number) => Assert.False(NirNumber.HasShape(number));

    [Theory]
    [InlineData("2530700000000", 97)]
    [InlineData("1000000000000", 97)]
    public void KeyOf_AnyBody_LiesBetween1And97(string body, int most) =>
        Assert.InRange(int.Parse(NirNumber.KeyOf(body), System.Globalization.CultureInfo.InvariantCulture), 1, most);

    [Theory]
    [InlineData("20")]
    [InlineData("30")]
    [InlineData("50")]
    [InlineData("99")]
    public void HasShape_MonthOfAnIncompleteRecord_IsAccepted(string month)
    {
        string body = $"253{month}97401234";

        Assert.True(NirNumber.HasShape(body + NirNumber.KeyOf(body)));
    }

    [Property(Arbitrary = [typeof(Bodies)])]
    public bool KeyOf_EveryBody_MakesAValidNumber(Body body)
    {
        string number = body.Text + NirNumber.KeyOf(body.Text);
        return NirNumber.HasShape(number) && NirNumber.HasValidKey(number);
    }

    [Property(Arbitrary = [typeof(Bodies)])]
    public bool HasValidKey_OneDigitWrong_NeverHolds(Body body, PositiveInt position, PositiveInt change)
    {
        char[] number = (body.Text + NirNumber.KeyOf(body.Text)).ToCharArray();
        int at = position.Get % number.Length;
        if (!char.IsAsciiDigit(number[at]) || (at == 5 && number[6] is 'A' or 'B'))
        {
            return true;
        }

        number[at] = (char)('0' + ((number[at] - '0' + 1 + (change.Get % 9)) % 10));
        return !NirNumber.HasValidKey(new string(number));
    }

    [Property(Arbitrary = [typeof(Bodies)])]
    public bool HasValidKey_TwoNeighboursSwapped_NeverHolds(Body body, PositiveInt position)
    {
        char[] number = (body.Text + NirNumber.KeyOf(body.Text)).ToCharArray();
        int at = position.Get % 12;
        bool swappable = number[at] != number[at + 1] && char.IsAsciiDigit(number[at]) && char.IsAsciiDigit(number[at + 1]) && number[6] is not ('A' or 'B');
        (number[at], number[at + 1]) = (number[at + 1], number[at]);
        return !swappable || !NirNumber.HasValidKey(new string(number));
    }

    /// <summary>Thirteen characters of a number.</summary>
    public sealed record Body(string Text);

    public static class Bodies
    {
        public static Arbitrary<Body> Body() => Arb.From(
            from sex in Gen.Choose(1, 8)
            from date in Gen.Choose(0, 9999)
            from department in Gen.OneOf(Gen.Choose(0, 99).Select(n => $"{n:00}"), Gen.Elements("2A", "2B"))
            from rest in Gen.Choose(0, 999_999)
            select new Body($"{sex}{date:0000}{department}{rest:000000}"));
    }
}
