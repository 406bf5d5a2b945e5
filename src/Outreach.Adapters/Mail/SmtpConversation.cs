using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Outreach.Core;
using Outreach.Core.Mail;

namespace Outreach.Adapters.Mail;

/// <summary>One conversation with an SMTP server (RFC 5321) about one mail: slow beside a held connection, and nothing of one mail can reach another.</summary>
/// <remarks>Nothing that the server says leaves this class: answers of mail servers quote addresses.</remarks>
/// <param name="trustCertificate">Beside the certificates that the machine trusts; for tests.</param>
internal sealed class SmtpConversation(MailOptions options, TimeProvider time, RemoteCertificateValidationCallback? trustCertificate)
{
    private const int StepsOfAConversation = 4;

    private static readonly string[] OfTheServer = ["4.3.", "4.4.", "4.5.", "4.6.", "4.7."];

    /// <summary>Whether the mail may have reached the server: it is what a lost answer leaves open.</summary>
    private bool _handingOver;

    /// <summary>Whether it failed because this one recipient is put off: of other mails it says nothing.</summary>
    public bool IsRecipientPutOff { get; private set; }

    public async Task<MailOutcome> SendAsync(Func<MimeMessage> compose, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Timeout * StepsOfAConversation, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ConverseAsync(compose, either.Token);
        }
        catch (SmtpCommandException answer)
        {
            IsRecipientPutOff = IsOfTheRecipient(answer);
            return Judge(answer);
        }
        catch (AuthenticationException)
        {
            throw new InvalidOperationException("The mail server refuses Mail__UserName and Mail__Password.");
        }
        catch (ServiceNotAuthenticatedException)
        {
            // 530, whichever command it answers; thrown with the server's words, which quote the recipient.
            throw new InvalidOperationException("The mail server wants a sign-in: Mail__UserName and Mail__Password.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Away("The mail server did not answer in time.");
        }
        catch (Exception away) when (away is SocketException or IOException or TimeoutException or SslHandshakeException or ProtocolException or ServiceNotConnectedException)
        {
            throw Away($"The mail server did not answer ({away.GetType().Name}).");
        }
        catch (NotSupportedException)
        {
            // What MailKit throws where StartTls is required and not offered, and where credentials are given and no way to send them is.
            throw new InvalidOperationException("The mail server offers no TLS, or no sign-in, and neither is done without.");
        }
    }

    private async Task<MailOutcome> ConverseAsync(Func<MimeMessage> compose, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds };
        if (trustCertificate is not null)
        {
            client.ServerCertificateValidationCallback = trustCertificate;
            client.CheckCertificateRevocation = false;
        }

        await client.ConnectAsync(options.Host, options.Port, SocketOptions(), cancellationToken);
        if (options.UserName.Length > 0)
        {
            await client.AuthenticateAsync(options.UserName, options.Password, cancellationToken);
        }

        using MimeMessage mime = compose();
        _handingOver = true;
        await client.SendAsync(mime, cancellationToken);
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception late) when (late is SocketException or IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            // The mail was taken; how the conversation ends changes nothing.
        }

        return MailOutcome.Accepted;
    }

    private TransientDependencyException Away(string message) => new(message) { NothingTaken = !_handingOver };

    private SecureSocketOptions SocketOptions() => options.Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
    };

    /// <summary>
    /// Status only (RFC 5321, 4.2.1): 4xx may pass, 5xx will not. A refused sender is the deployment's fault, not the recipient's; so is what security or policy
    /// refuses (RFC 3463, 3.8), such as relaying. A status that this command does not have says nothing of the recipient.
    /// </summary>
    private static MailOutcome Judge(SmtpCommandException answer) => ((int)answer.StatusCode, answer.ErrorCode) switch
    {
        ( >= 550 and <= 553, SmtpErrorCode.RecipientNotAccepted) when !IsPolicy(answer) => MailOutcome.Refused,
        ( >= 500, SmtpErrorCode.MessageNotAccepted) when !IsPolicy(answer) => MailOutcome.Refused,
        ( >= 500, SmtpErrorCode.SenderNotAccepted) =>
            throw new InvalidOperationException($"The mail server refuses what Mail__* says ({(int)answer.StatusCode}, {answer.ErrorCode})."),
        _ => throw new TransientDependencyException($"The mail server answered {(int)answer.StatusCode}{(IsPolicy(answer) ? ", by its policy" : "")}.")
        {
            NothingTaken = true,
        },
    };

    /// <summary>A mailbox that is busy or full; what the server says of itself, of the way or of its policy (RFC 3463: x.3 to x.7) is not the recipient's.</summary>
    private static bool IsOfTheRecipient(SmtpCommandException answer) =>
        answer.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)answer.StatusCode is 450 or 452
        && !OfTheServer.Any(detail => answer.Message.TrimStart().StartsWith(detail, StringComparison.Ordinal));

    private static bool IsPolicy(SmtpCommandException answer) => answer.Message.TrimStart().StartsWith("5.7.", StringComparison.Ordinal);
}
