using MimeKit;
using MimeKit.Text;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Mail;

namespace Outreach.Adapters.Mail;

/// <summary>A mail as the internet writes it (RFC 5322): one part of plain text.</summary>
public static class MimeMessages
{
    public static MimeMessage Of(MailMessage message, MailOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        MailText text = MailTemplates.Render(message);
        return Of(message.Id, message.Recipient, text.Subject, text.Body, message.Language == MailLanguage.French ? "fr" : "en", options, now);
    }

    /// <summary>A message of a wave: the id is the message's own, so that a mailbox can tell a repetition by it.</summary>
    public static MimeMessage Of(OutgoingMessage message, MailAddress recipient, MailOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Of(message.Id.Value, recipient, message.Content.Subject, message.Content.Text, "fr, en", options, now);
    }

    private static MimeMessage Of(
        string id, MailAddress recipient, string subject, string body, string language, MailOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mime = new MimeMessage
        {
            Subject = subject,
            Date = now,
            MessageId = $"{id}@{options.From.Split('@')[^1]}",
            Body = new TextPart(TextFormat.Plain) { Text = body },
        };
        mime.From.Add(new MailboxAddress(options.FromName, options.From));
        mime.To.Add(new MailboxAddress(name: "", recipient.Value));

        // RFC 3834: no out-of-office answer is sent to what says this.
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mime.Body.Headers.Add(HeaderId.ContentLanguage, language);
        return mime;
    }
}
