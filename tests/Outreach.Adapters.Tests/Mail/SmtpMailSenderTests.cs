using System.Net;
using System.Net.Sockets;
using MimeKit;
using Outreach.Adapters.Mail;
using Outreach.Core;
using Outreach.Core.Mail;
using Outreach.Testing.Mail;
using SmtpServer.Protocol;
using Xunit;

namespace Outreach.Adapters.Tests.Mail;

/// <summary>The contract over a real SMTP conversation, and what only a mail server can do to us.</summary>
public sealed class SmtpMailSenderTests : MailSenderContract, IAsyncLifetime
{
    private readonly LoopbackMailServer _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Send_Mail_SaysWhoWroteItAndThatNobodyNeedAnswer()
    {
        await _server.Sender().SendAsync(SampleMail.Message(), default);
        await _server.Sender().SendAsync(SampleMail.Message(), default);

        Assert.Equal(2, _server.Taken.Count);
        MimeMessage mail = _server.Taken[0];
        Assert.Equal("no-reply@outreach.example", mail.From.Mailboxes.Single().Address);
        Assert.Equal(("auto-generated", "fr"), (mail.Headers[HeaderId.AutoSubmitted], mail.Body?.Headers[HeaderId.ContentLanguage]));

        // The same notification has the same id: a mailbox can tell that it came twice.
        Assert.Equal("0123456789abcdef0123456789abcdef@outreach.example", mail.MessageId);
        Assert.Equal(mail.MessageId, _server.Taken[1].MessageId);
        Assert.Empty(mail.Attachments);
        Assert.DoesNotContain(mail.Headers, header => header.Id is HeaderId.XMailer or HeaderId.UserAgent);
    }

    [Theory]
    [InlineData(MailSecurity.Tls)]
    [InlineData(MailSecurity.None)]
    public async Task Send_OverTheOtherKindsOfConnection_Arrives(MailSecurity security)
    {
        await using var server = new LoopbackMailServer(security);

        Assert.Equal(MailOutcome.Accepted, await server.Sender(server.Options(security)).SendAsync(SampleMail.Message(), default));
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task Send_ServerWithoutTls_IsNotSpokenTo()
    {
        await using var server = new LoopbackMailServer(MailSecurity.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Sender().SendAsync(SampleMail.Message(), default));
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task Send_CertificateNobodyTrusts_IsNotSpokenTo()
    {
        await Refused(() => _server.Sender(trusts: false).SendAsync(SampleMail.Message(), default));
        Assert.Empty(_server.Taken);
    }

    [Theory]
    [InlineData(LoopbackMailServer.Password, true)]
    [InlineData("another password", false)]
    public async Task Send_WithCredentials_SignsInAndWrongOnesFailLoudly(string password, bool good)
    {
        await using var server = new LoopbackMailServer(wantsCredentials: true);
        MailOptions options = server.Options();
        (options.UserName, options.Password) = (LoopbackMailServer.UserName, password);
        Task<MailOutcome> sending = server.Sender(options).SendAsync(SampleMail.Message(), default);

        if (good)
        {
            Assert.Equal(MailOutcome.Accepted, await sending);
        }
        else
        {
            InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => sending);
            Assert.DoesNotContain(password, refused.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(LoopbackMailServer.UserName + " ", refused.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(good ? 1 : 0, server.Taken.Count);
    }

    [Theory]
    [InlineData(550)]
    [InlineData(553)]
    public async Task Send_RecipientRefusedForGood_SaysSo(int code)
    {
        _server.AnswersRecipient = (SmtpReplyCode)code;

        Assert.Equal(MailOutcome.Refused, await _server.Sender().SendAsync(SampleMail.Message(), default));
        Assert.Empty(_server.Taken);
    }

    /// <summary>What a server answers to everybody, or answers out of turn, must not cost one doctor the address.</summary>
    [Theory]
    [InlineData(550, "5.7.1 Relaying denied ")]
    [InlineData(553, "5.7.0 Not by our policy ")]
    [InlineData(554, "")]
    [InlineData(571, "")]
    public async Task Send_RecipientRefusedByPolicyOrOutOfTurn_MayBeTriedAgain(int code, string first)
    {
        (_server.AnswersRecipient, _server.SaysFirst) = ((SmtpReplyCode)code, first);

        await Refused(() => _server.Sender().SendAsync(SampleMail.Message(), default));
    }

    [Fact]
    public async Task Send_MessageRefusedByPolicy_MayBeTriedAgain()
    {
        (_server.AnswersMessage, _server.SaysFirst) = (SmtpReplyCode.TransactionFailed, "5.7.1 ");

        await Refused(() => _server.Sender().SendAsync(SampleMail.Message(), default));
    }

    [Fact]
    public async Task Send_SignInWantedAtTheRecipient_IsAFaultOfTheDeployment()
    {
        _server.AnswersRecipient = SmtpReplyCode.AuthenticationRequired;

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _server.Sender().SendAsync(SampleMail.Message(), default));

        Assert.DoesNotContain("practice", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_MessageRefusedForGood_SaysSo()
    {
        _server.AnswersMessage = SmtpReplyCode.TransactionFailed;

        Assert.Equal(MailOutcome.Refused, await _server.Sender().SendAsync(SampleMail.Message(), default));
    }

    [Theory]
    [InlineData(450)]
    [InlineData(451)]
    [InlineData(452)]
    public async Task Send_RecipientPutOff_MayBeTriedAgain(int code)
    {
        _server.AnswersRecipient = (SmtpReplyCode)code;

        await Refused(() => _server.Sender().SendAsync(SampleMail.Message(), default));
        _server.AnswersRecipient = null;

        Assert.Equal(MailOutcome.Accepted, await _server.Sender().SendAsync(SampleMail.Message(), default));
    }

    [Fact]
    public async Task Send_MessagePutOff_MayBeTriedAgain()
    {
        _server.AnswersMessage = SmtpReplyCode.Aborted;

        await Refused(() => _server.Sender().SendAsync(SampleMail.Message(), default));
    }

    [Fact]
    public async Task Send_SenderRefused_IsAFaultOfTheDeployment()
    {
        _server.AnswersSender = SmtpReplyCode.MailboxUnavailable;

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _server.Sender().SendAsync(SampleMail.Message(), default));

        Assert.DoesNotContain("practice", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyListens_MayBeTriedAgain()
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = LoopbackMailServer.FreePort(), Security = MailSecurity.None, From = "no-reply@outreach.example" };

        await Refused(() => new SmtpMailSender(options, TimeProvider.System).SendAsync(SampleMail.Message(), default));
    }

    /// <summary>A server that takes the connection and never says a word.</summary>
    [Fact]
    public async Task Send_ServerSilent_IsLeftAloneAfterTheTimeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new MailOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)silent.LocalEndpoint).Port,
            Security = MailSecurity.None,
            From = "no-reply@outreach.example",
            TimeoutSeconds = 1,
        };

        await Refused(() => new SmtpMailSender(options, TimeProvider.System).SendAsync(SampleMail.Message(), default));
    }

    /// <summary>A server that is no mail server, or goes away in the middle of a word.</summary>
    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("220 localhost\r\n")]
    [InlineData("421 doctor@practice.example come again\r\n")]
    [InlineData("")]
    public async Task Send_ServerTalksNonsenseAndLeaves_MayBeTriedAgain(string words)
    {
        using var odd = new TcpListener(IPAddress.Loopback, 0);
        odd.Start();
        Task talking = Task.Run(async () =>
        {
            using TcpClient client = await odd.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(words));
        });
        var options = new MailOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)odd.LocalEndpoint).Port,
            Security = MailSecurity.None,
            From = "no-reply@outreach.example",
            TimeoutSeconds = 5,
        };

        await Refused(() => new SmtpMailSender(options, TimeProvider.System).SendAsync(SampleMail.Message(), default));
        await talking;
    }

    [Fact]
    public async Task Send_CallerGoesAway_IsCancelledAndNoFault()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _server.Sender().SendAsync(SampleMail.Message(), gone.Token));
    }

    protected override Task<IMailSender> CreateAsync() => Task.FromResult<IMailSender>(_server.Sender());

    protected override Task<IReadOnlyList<ReceivedMail>> ReceivedAsync() => Task.FromResult(_server.Received());

    /// <summary>Retryable, and nothing of the recipient in it.</summary>
    private static async Task Refused(Func<Task> send)
    {
        TransientDependencyException away = await Assert.ThrowsAsync<TransientDependencyException>(send);
        Assert.DoesNotContain("practice", away.ToString(), StringComparison.Ordinal);
    }
}

public sealed class InMemoryMailSenderTests : MailSenderContract
{
    private readonly InMemoryMailSender _sender = new();

    protected override Task<IMailSender> CreateAsync() => Task.FromResult<IMailSender>(_sender);

    protected override Task<IReadOnlyList<ReceivedMail>> ReceivedAsync() => Task.FromResult<IReadOnlyList<ReceivedMail>>(
        [.. _sender.Sent.Select(mail => new ReceivedMail(mail.Recipient.Value, MailTemplates.Render(mail).Subject, MailTemplates.Render(mail).Body))]);
}
