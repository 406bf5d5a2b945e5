using MimeKit;
using MimeKit.Text;
using Outreach.Core.Mail;

namespace Outreach.Adapters.Mail;

/// <summary>A mail as the internet writes it (RFC 5322): one part of plain text.</summary>
public static class MimeMessages
{
    public static MimeMessage Of(MailMessage message, MailOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(options);
        MailText text = MailTemplates.Render(message);
        var mime = new MimeMessage
        {
            Subject = text.Subject,
            Date = now,
            MessageId = $"{message.Id}@{options.From.Split('@')[^1]}",
            Body = new TextPart(TextFormat.Plain) { Text = text.Body },
        };
        mime.From.Add(new MailboxAddress(options.FromName, options.From));
        mime.To.Add(new MailboxAddress(name: "", message.Recipient.Value));

        // RFC 3834: no out-of-office answer is sent to what says this.
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mime.Body.Headers.Add(HeaderId.ContentLanguage, message.Language == MailLanguage.French ? "fr" : "en");
        return mime;
    }
}
