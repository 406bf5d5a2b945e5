namespace Outreach.Core.Mail;

/// <summary>What handing over a mail came to.</summary>
public enum MailOutcome
{
    /// <summary>The mail server took it; whether anybody reads it nobody knows.</summary>
    Accepted,

    /// <summary>The mail server refuses this recipient or this mail for good: trying again is of no use.</summary>
    Refused,
}

/// <summary>Hands mails over to whoever delivers them.</summary>
/// <remarks>
/// Throws <see cref="TransientDependencyException"/> when the other side does not answer or asks to come again. Whether a mail was taken whose answer was lost
/// nobody knows: whoever sends it again may send it twice. Nothing of the recipient is in an exception or a log.
/// </remarks>
public interface IMailSender
{
    Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken);
}
