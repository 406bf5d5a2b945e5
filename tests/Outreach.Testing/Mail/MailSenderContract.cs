using Outreach.Core.Mail;
using Xunit;

namespace Outreach.Testing.Mail;

/// <summary>A mail as it arrived.</summary>
public sealed record ReceivedMail(string To, string Subject, string Body);

/// <summary>What every <see cref="IMailSender"/> promises, over the wire or into a folder.</summary>
public abstract class MailSenderContract
{
    protected abstract Task<IMailSender> CreateAsync();

    /// <summary>What has arrived from the sender of this test, oldest first.</summary>
    protected abstract Task<IReadOnlyList<ReceivedMail>> ReceivedAsync();

    public static TheoryData<MailKind, MailLanguage> Kinds()
    {
        var kinds = new TheoryData<MailKind, MailLanguage>();
        foreach (MailKind kind in Enum.GetValues<MailKind>())
        {
            foreach (MailLanguage language in Enum.GetValues<MailLanguage>())
            {
                kinds.Add(kind, language);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Send_EachKindInEachLanguage_ArrivesAsItReads(MailKind kind, MailLanguage language)
    {
        IMailSender sender = await CreateAsync();
        MailMessage message = SampleMail.Message(kind, language);
        MailText text = MailTemplates.Render(message);

        MailOutcome outcome = await sender.SendAsync(message, default);

        Assert.Equal(MailOutcome.Accepted, outcome);
        ReceivedMail mail = Assert.Single(await ReceivedAsync());
        Assert.Equal((SampleMail.Address, text.Subject, text.Body.TrimEnd()), (mail.To, mail.Subject, mail.Body.ReplaceLineEndings("\n").TrimEnd()));
    }

    [Fact]
    public async Task Send_Several_ArrivesInOrder()
    {
        IMailSender sender = await CreateAsync();
        await sender.SendAsync(SampleMail.Message(MailKind.DeletionDue, MailLanguage.French), default);
        await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        await sender.SendAsync(SampleMail.Message(MailKind.AttestationDue, MailLanguage.English), default);

        string[] subjects = [.. (await ReceivedAsync()).Select(mail => mail.Subject)];

        Assert.Equal(["Votre liste arrive à échéance", "Attesting that your copies are deleted"], subjects);
    }
}

/// <summary>A mail to nobody.</summary>
public static class SampleMail
{
    public const string Address = "doctor@practice.example";

    public static MailMessage Message(MailKind kind = MailKind.DeletionDue, MailLanguage language = MailLanguage.French, string address = Address) => new(
        "0123456789abcdef0123456789abcdef",
        MailAddress.TryParse(address, out MailAddress recipient) ? recipient : throw new FormatException("Not an address."),
        language,
        kind,
        new Uri("https://outreach.example/"),
        new DateOnly(2026, 12, 24));
}
