using Outreach.Core;
using Outreach.Core.Mail;

namespace Outreach.Adapters.Mail;

/// <summary>Where no mail server is configured, which production refuses: mails wait, and nothing else does.</summary>
public sealed class NoMailServer : IMailSender
{
    public Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken) =>
        throw new TransientDependencyException("No mail server is configured: set Mail__Host and Mail__From.");
}
