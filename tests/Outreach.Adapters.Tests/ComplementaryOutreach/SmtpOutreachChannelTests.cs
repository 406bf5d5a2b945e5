using MimeKit;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Mail;
using Outreach.Adapters.Tests.Mail;
using Outreach.Core;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Testing.ComplementaryOutreach;
using SmtpServer.Protocol;
using Xunit;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

/// <summary>The contract over a real SMTP conversation, and what a mail to a person is.</summary>
public sealed class SmtpOutreachChannelTests : OutreachChannelContract, IAsyncLifetime
{
    private readonly LoopbackMailServer _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task HandOver_AMail_IsPlainTextFromTheInsurerAndAsksNoProgramForAnything()
    {
        IOutreachChannel channel = await CreateAsync();
        OutgoingMessage message = Messages(channel)[0];

        await channel.HandOverAsync(Campaign, Part(channel), [message], default);

        MimeMessage mail = Assert.Single(_server.Taken);
        TextPart text = Assert.IsType<TextPart>(mail.Body);
        Assert.Equal((message.Content.Subject, message.Person.Email), (mail.Subject, mail.To.Mailboxes.Single().Address));
        Assert.Equal(message.Content.Text.TrimEnd(), text.Text.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal(("text/plain", "utf-8"), (text.ContentType.MimeType, text.ContentType.Charset));
        Assert.Equal(("no-reply@outreach.example", "Assurance maladie"), (mail.From.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Name));
        Assert.Equal($"{message.Id.Value}@outreach.example", mail.MessageId);
        Assert.Equal(("auto-generated", "fr, en"), (mail.Headers[HeaderId.AutoSubmitted], mail.Body.Headers[HeaderId.ContentLanguage]));
        Assert.DoesNotContain(mail.Headers, header => header.Id is HeaderId.ListUnsubscribe or HeaderId.ListUnsubscribePost or HeaderId.XMailer);
    }

    [Fact]
    public async Task HandOver_ASubjectWithALineBreak_MakesNoHeader()
    {
        IOutreachChannel channel = await CreateAsync();
        OutgoingMessage message = Messages(channel)[0];

        await channel.HandOverAsync(
            Campaign, Part(channel), [message with { Content = message.Content with { Subject = "a\r\nBcc: other@people.example\r\n\r\nbody" } }], default);

        MimeMessage mail = Assert.Single(_server.Taken);
        Assert.Empty(mail.Bcc);
        Assert.Equal(message.Content.Text.TrimEnd(), mail.TextBody?.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    [Trait("threat", "19")]
    public async Task HandOver_RecipientRefusedForGood_IsRefused()
    {
        _server.AnswersRecipient = SmtpReplyCode.MailboxUnavailable;

        IOutreachChannel channel = await CreateAsync();
        OutgoingMessage message = Messages(channel)[0];

        Assert.Equal(HandOverOutcome.Refused, (await channel.HandOverAsync(Campaign, Part(channel), [message], default))[message.Id]);
    }

    /// <summary>A mailbox that is busy or full says nothing of the next one.</summary>
    [Theory]
    [InlineData(450, "")]
    [InlineData(450, "4.2.1 ")]
    [InlineData(452, "4.2.2 ")]
    [Trait("threat", "56")]
    public async Task HandOver_RecipientPutOff_IsSaidOfThisOneAlone(int code, string first)
    {
        (_server.AnswersRecipient, _server.SaysFirst) = ((SmtpReplyCode)code, first);
        IOutreachChannel channel = await CreateAsync();
        OutgoingMessage message = Messages(channel)[0];

        Assert.Equal(HandOverOutcome.PutOff, (await channel.HandOverAsync(Campaign, Part(channel), [message], default))[message.Id]);
        Assert.Empty(_server.Taken);
    }

    /// <summary>What is wrong with the settings fails loudly, and costs nobody the message: it never went out.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("threat", "19")]
    [Trait("threat", "56")]
    public async Task HandOver_TheDeploymentIsRefused_TookNothing(bool signIn)
    {
        await using var server = new LoopbackMailServer(wantsCredentials: signIn);
        MailOptions options = server.Options();
        (options.UserName, options.Password) = signIn ? (LoopbackMailServer.UserName, "another password") : ("", "");
        server.AnswersSender = signIn ? null : SmtpReplyCode.MailboxUnavailable;
        var channel = new SmtpOutreachChannel(options, TimeProvider.System) { TrustCertificate = static (_, _, _, _) => true };
        OutgoingMessage message = Messages(channel)[0];

        TransientDependencyException away = await Assert.ThrowsAsync<TransientDependencyException>(() => channel.HandOverAsync(Campaign, Part(channel), [message], default));

        Assert.True(away.NothingTaken);
        Assert.IsType<InvalidOperationException>(away.InnerException);
        Assert.All(Canaries.Of(message), secret => Assert.DoesNotContain(secret, away.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A server that says so took nothing: what is put off is not lost for good.</summary>
    [Theory]
    [InlineData(450, "4.7.1 Try later ")]
    [InlineData(451, "")]
    [InlineData(452, "4.3.1 ")]
    [Trait("threat", "19")]
    [Trait("threat", "56")]
    public async Task HandOver_PutOffByTheServer_MayBeHandedOverAgain(int code, string first)
    {
        (_server.AnswersRecipient, _server.SaysFirst) = ((SmtpReplyCode)code, first);
        IOutreachChannel channel = await CreateAsync();
        OutgoingMessage message = Messages(channel)[0];

        TransientDependencyException away = await Assert.ThrowsAsync<TransientDependencyException>(() => channel.HandOverAsync(Campaign, Part(channel), [message], default));

        Assert.True(away.NothingTaken);
        Assert.All(Canaries.Of(message), secret => Assert.DoesNotContain(secret, away.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Nobody knows what a server took that goes away after the mail's last byte.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_ServerGoesAwayWithTheAnswer_LeavesItOpen()
    {
        await using var server = new SilentAfterData();
        var channel = new SmtpOutreachChannel(server.Options, TimeProvider.System);
        OutgoingMessage message = Messages(channel)[0];

        TransientDependencyException away = await Assert.ThrowsAsync<TransientDependencyException>(() => channel.HandOverAsync(Campaign, Part(channel), [message], default));

        Assert.True(server.GotTheMail);
        Assert.False(away.NothingTaken);
        Assert.Null(await channel.FindTakenAsync(Campaign, Part(channel), default));
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_NobodyListens_TookNothing()
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = LoopbackMailServer.FreePort(), Security = MailSecurity.None, From = "no-reply@outreach.example" };
        var channel = new SmtpOutreachChannel(options, TimeProvider.System);

        Assert.True((await Assert.ThrowsAsync<TransientDependencyException>(
            () => channel.HandOverAsync(Campaign, Part(channel), Messages(channel), default))).NothingTaken);
    }

    [Fact]
    public async Task HandOver_SeveralAtOnce_IsRefused()
    {
        IOutreachChannel channel = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => channel.HandOverAsync(Campaign, Part(channel), SampleMessages.Of(Part(channel), 2), default));
    }

    protected override Task<IOutreachChannel> CreateAsync() => Task.FromResult<IOutreachChannel>(
        new SmtpOutreachChannel(_server.Options(), TimeProvider.System) { TrustCertificate = static (_, _, _, _) => true });

    protected override Task<IReadOnlyList<MessageId>> ArrivedAsync() =>
        Task.FromResult<IReadOnlyList<MessageId>>([.. _server.Taken.Select(mail => new MessageId(mail.MessageId!.Split('@')[0]))]);

    protected override OutgoingMessage Unreachable(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Person = message.Person with { Email = "nobody at all" } };
    }

    /// <summary>Answers that quote the recipient, as servers do.</summary>
    protected override Task BreakAsync()
    {
        _server.AnswersMessage = SmtpReplyCode.Aborted;
        return Task.CompletedTask;
    }
}
