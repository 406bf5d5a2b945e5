using Outreach.Core.Mail;
using Xunit;

namespace Outreach.Core.Tests.Mail;

public sealed class MailAddressTests
{
    [Theory]
    [InlineData("doctor@practice.example")]
    [InlineData("first.last+list@sub.practice.example")]
    [InlineData("o'brien@practice.example")]
    public void TryParse_OneAddress_IsRead(string text)
    {
        Assert.True(MailAddress.TryParse(text, out MailAddress address));
        Assert.Equal(text, address.Value);
        Assert.DoesNotContain(text, address.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("doctor")]
    [InlineData("doctor@")]
    [InlineData("@practice.example")]
    [InlineData(" doctor@practice.example")]
    [InlineData("doctor@practice.example ")]
    [InlineData("Doctor <doctor@practice.example>")]
    [InlineData("<doctor@practice.example>")]
    [InlineData("doctor@practice.example, other@practice.example")]
    [InlineData("doctor@practice.example,other@practice.example")]
    [InlineData("doctor@practice.example;other@practice.example")]
    [InlineData("group:doctor@practice.example;")]
    [InlineData("doctor(comment)@practice.example")]
    [InlineData("doctor@practice.example\r\nBcc:other@practice.example")]
    [InlineData("doctor@practice.example\n")]
    [InlineData("médecin@practice.example")]
    [InlineData("doctor@exämple.example")]
    [InlineData("mailto:doctor@practice.example")]
    public void TryParse_AnythingElse_IsNone(string? text) => Assert.False(MailAddress.TryParse(text, out _));

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void TryParse_AtTheLongest_IsReadAndOneMoreIsNot(int length, bool good)
    {
        string domain = string.Concat(Enumerable.Repeat("abcdefghi.", 20)) + "example";
        string text = new string('a', length - domain.Length - 1) + "@" + domain;

        Assert.Equal(length, text.Length);
        Assert.Equal(good, MailAddress.TryParse(text, out _));
    }
}
