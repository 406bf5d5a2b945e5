using Outreach.Adapters.Mail;
using Xunit;

namespace Outreach.Adapters.Tests.Mail;

public sealed class MailOptionsTests
{
    public static TheoryData<string, Action<MailOptions>> Wrong => new()
    {
        { "Mail__Host", options => options.Host = "" },
        { "Mail__Host", options => options.Host = "mail server" },
        { "Mail__Host", options => options.Host = "https://mail.example" },
        { "Mail__Port", options => options.Port = 0 },
        { "Mail__Port", options => options.Port = 65_536 },
        { "Mail__Security", options => options.Security = (MailSecurity)7 },
        { "Mail__Security", options => options.Security = MailSecurity.None },
        { "Mail__UserName", options => (options.Host, options.Security, options.UserName, options.Password) = ("localhost", MailSecurity.None, "u", "p-secret") },
        { "Mail__Password", options => options.UserName = "u" },
        { "Mail__Password", options => options.Password = "p-secret" },
        { "Mail__From", options => options.From = "" },
        { "Mail__From", options => options.From = "Name <no-reply@outreach.example>" },
        { "Mail__FromName", options => options.FromName = "a\r\nBcc: x@practice.example" },
        { "Mail__FromName", options => options.FromName = new string('a', 61) },
        { "Mail__TimeoutSeconds", options => options.TimeoutSeconds = 0 },
        { "Mail__TimeoutSeconds", options => options.TimeoutSeconds = 121 },
    };

    [Fact]
    public void Validate_WhatADeploymentSays_IsAccepted()
    {
        MailOptions options = Good();
        (options.UserName, options.Password) = ("u", "p-secret");

        Assert.True(new MailOptionsValidator().Validate(name: null, Good()).Succeeded);
        Assert.True(new MailOptionsValidator().Validate(name: null, options).Succeeded);
        Assert.Equal((587, MailSecurity.StartTls), (Good().Port, Good().Security));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OneThingWrong_NamesItAndNeverItsValue(string key, Action<MailOptions> spoil)
    {
        MailOptions options = Good();
        spoil(options);

        string[] failures = [.. new MailOptionsValidator().Validate(name: null, options).Failures ?? []];

        Assert.Contains(failures, failure => failure.StartsWith(key + ":", StringComparison.Ordinal));
        Assert.DoesNotContain(failures, failure => failure.Contains("p-secret", StringComparison.Ordinal));
    }

    private static MailOptions Good() => new() { Host = "smtp.outreach.example", From = "no-reply@outreach.example" };
}
