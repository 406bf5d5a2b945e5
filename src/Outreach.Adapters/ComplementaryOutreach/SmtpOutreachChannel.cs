using System.Net.Security;
using Outreach.Adapters.Mail;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Mail;

namespace Outreach.Adapters.ComplementaryOutreach;

/// <summary>E-mails to people over the server of settings `Mail__*`: plain text, one conversation each. Nothing in a mail is for a program to follow: no `List-Unsubscribe`.</summary>
public sealed class SmtpOutreachChannel(MailOptions options, TimeProvider time) : IOutreachChannel
{
    public OutreachChannel Kind => OutreachChannel.Email;

    /// <summary>A mail server cannot say afterwards what it took.</summary>
    public int LargestPart => 1;

    /// <summary>Beside the certificates that the machine trusts; for tests.</summary>
    internal RemoteCertificateValidationCallback? TrustCertificate { get; init; }

    public async Task<IReadOnlyDictionary<MessageId, HandOverOutcome>> HandOverAsync(
        Campaign campaign, WavePart part, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count != LargestPart)
        {
            throw new ArgumentException("E-mails are handed over one by one.", nameof(messages));
        }

        return new Dictionary<MessageId, HandOverOutcome> { [messages[0].Id] = await SendAsync(messages[0], cancellationToken) };
    }

    public Task<IReadOnlySet<MessageId>?> FindTakenAsync(Campaign campaign, WavePart part, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<MessageId>?>(null);

    private async Task<HandOverOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!MailAddress.TryParse(message.Person.Email, out MailAddress recipient))
        {
            return HandOverOutcome.Refused;
        }

        var conversation = new SmtpConversation(options, time, TrustCertificate);
        try
        {
            MailOutcome outcome = await conversation.SendAsync(() => MimeMessages.Of(message, recipient, options, time.GetUtcNow()), cancellationToken);
            return outcome == MailOutcome.Accepted ? HandOverOutcome.Taken : HandOverOutcome.Refused;
        }
        catch (TransientDependencyException) when (conversation.IsRecipientPutOff)
        {
            return HandOverOutcome.PutOff;
        }
        catch (InvalidOperationException wrong)
        {
            // The deployment's fault, known before the mail went out: nobody may lose a message by it.
            throw new TransientDependencyException("The mail server does not work with what Mail__* says.", wrong) { NothingTaken = true };
        }
    }
}
