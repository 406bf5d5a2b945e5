using System.Globalization;
using Outreach.Core;
using Outreach.Core.Mail;
using Outreach.LocalHost.ComplementaryOutreach;

namespace Outreach.LocalHost.Mail;

/// <summary>A mail as the outbox keeps it: as its recipient would read it.</summary>
internal sealed record OutboxMail(string Id, DateTimeOffset SentAt, string To, string Language, string Kind, string Subject, string Body)
{
    public override string ToString() => Kind;
}

/// <summary>Stands for the mail server on one machine: a folder of mails that only its owner may read, shown at `/dev/outbox`. Nothing leaves the machine.</summary>
/// <remarks>It holds addresses in the clear, as a mailbox does. The oldest go when there are more than <see cref="Most"/>; for those of waves see <see cref="LocalOutboxChannel"/>.</remarks>
public sealed class LocalOutbox(string folder, TimeProvider time) : IMailSender
{
    public const int Most = 200;

    public async Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        DateTimeOffset now = time.GetUtcNow();
        MailText text = MailTemplates.Render(message);
        var mail = new OutboxMail(message.Id, now, message.Recipient.Value, message.Language.ToString(), message.Kind.ToString(), text.Subject, text.Body);
        await OutboxFiles.TryAddAsync(folder, $"{now.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}-{RandomId.Create()}.json", mail, cancellationToken);
        foreach (string old in Files().Skip(Most))
        {
            File.Delete(old);
        }

        return MailOutcome.Accepted;
    }

    /// <summary>What is there, newest first; mails of waves too.</summary>
    internal async Task<IReadOnlyList<OutboxMail>> ReadAsync(CancellationToken cancellationToken)
    {
        List<OutboxMail> mails = [];
        foreach (string file in Files().Take(Most).Concat(LocalOutboxChannel.FilesIn(folder).Take(Most)))
        {
            mails.AddRange(await OutboxFiles.ReadAsync(file, cancellationToken) is { } mail ? [mail] : []);
        }

        return [.. mails.OrderByDescending(mail => mail.SentAt).Take(Most)];
    }

    private IEnumerable<string> Files() =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").OrderDescending(StringComparer.Ordinal) : [];
}
