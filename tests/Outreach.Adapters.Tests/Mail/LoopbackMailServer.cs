using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Outreach.Adapters.Mail;
using Outreach.Testing.Mail;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using SmtpResponse = SmtpServer.Protocol.SmtpResponse;

namespace Outreach.Adapters.Tests.Mail;

/// <summary>A mail server on this machine that speaks SMTP in earnest, TLS included, and answers as a test wants it to.</summary>
internal sealed class LoopbackMailServer : IAsyncDisposable
{
    public const string UserName = "outreach";
    public const string Password = "a password of the tests";

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<MimeMessage> _taken = new();
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly Task _running;

    /// <param name="security">`None` offers no TLS at all.</param>
    public LoopbackMailServer(MailSecurity security = MailSecurity.StartTls, bool wantsCredentials = false)
    {
        Port = FreePort();
        ISmtpServerOptions options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).IsSecure(security == MailSecurity.Tls).AuthenticationRequired(wantsCredentials);
            if (security != MailSecurity.None)
            {
                endpoint.Certificate(_certificate);
            }
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)new Store(this));
        services.Add((IMailboxFilter)new Filter(this));
        services.Add((IUserAuthenticator)new DelegatingUserAuthenticator((name, password) => name == UserName && password == Password));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    public IReadOnlyList<MimeMessage> Taken => [.. _taken];

    /// <summary>What it answers to a recipient, if not that it is welcome; quotes the recipient, as servers do.</summary>
    public SmtpReplyCode? AnswersRecipient { get; set; }

    /// <summary>What it says before it quotes the recipient, such as an enhanced status code.</summary>
    public string SaysFirst { get; set; } = "";

    public SmtpReplyCode? AnswersSender { get; set; }

    public SmtpReplyCode? AnswersMessage { get; set; }

    public MailOptions Options(MailSecurity security = MailSecurity.StartTls) => new()
    {
        Host = "localhost",
        Port = Port,
        Security = security,
        From = "no-reply@outreach.example",
        FromName = "Assurance maladie",
        TimeoutSeconds = 5,
    };

    public SmtpMailSender Sender(MailOptions? options = null, bool trusts = true) => new(options ?? Options(), TimeProvider.System)
    {
        TrustCertificate = trusts ? (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString() : null,
    };

    public IReadOnlyList<ReceivedMail> Received() =>
        [.. Taken.Select(mail => new ReceivedMail(mail.To.Mailboxes.Single().Address, mail.Subject ?? "", mail.TextBody ?? ""))];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Asked for.
        }

        _stop.Dispose();
        _certificate.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    private SmtpResponse Reply(SmtpReplyCode code, IMailbox? about = null) => new(code, $"{SaysFirst}about {about?.User}@{about?.Host}");

    private sealed class Store(LoopbackMailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (server.AnswersMessage is { } answer)
            {
                return server.Reply(answer, transaction.To[0]);
            }

            using var content = new MemoryStream(buffer.ToArray());
            server._taken.Enqueue(await MimeMessage.LoadAsync(content, cancellationToken));
            return SmtpResponse.Ok;
        }
    }

    private sealed class Filter(LoopbackMailServer server) : MailboxFilter
    {
        public override Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) =>
            server.AnswersSender is { } answer ? throw new SmtpResponseException(server.Reply(answer, from)) : Task.FromResult(true);

        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.AnswersRecipient is { } answer ? throw new SmtpResponseException(server.Reply(answer, to)) : Task.FromResult(true);
    }
}
