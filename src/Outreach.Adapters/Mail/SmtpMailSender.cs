using System.Net.Security;
using Outreach.Core.Mail;

namespace Outreach.Adapters.Mail;

/// <summary>Hands mails to doctors over to an SMTP server.</summary>
public sealed class SmtpMailSender(MailOptions options, TimeProvider time) : IMailSender
{
    /// <summary>Beside the certificates that the machine trusts; for tests.</summary>
    internal RemoteCertificateValidationCallback? TrustCertificate { get; init; }

    public Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new SmtpConversation(options, time, TrustCertificate).SendAsync(() => MimeMessages.Of(message, options, time.GetUtcNow()), cancellationToken);
    }
}
