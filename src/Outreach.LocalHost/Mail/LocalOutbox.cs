using System.Globalization;
using System.Text.Json;
using Outreach.Core;
using Outreach.Core.Mail;

namespace Outreach.LocalHost.Mail;

/// <summary>A mail as the outbox keeps it: as its recipient would read it.</summary>
internal sealed record OutboxMail(string Id, DateTimeOffset SentAt, string To, string Language, string Kind, string Subject, string Body)
{
    public override string ToString() => Kind;
}

/// <summary>Stands for the mail server on one machine: a folder of mails that only its owner may read, shown at `/dev/outbox`. Nothing leaves the machine.</summary>
/// <remarks>It holds addresses in the clear, as a mailbox does. The oldest go when there are more than <see cref="Most"/>.</remarks>
public sealed class LocalOutbox(string folder, TimeProvider time) : IMailSender
{
    public const int Most = 200;

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        CreateFolder();
        DateTimeOffset now = time.GetUtcNow();
        MailText text = MailTemplates.Render(message);
        var mail = new OutboxMail(message.Id, now, message.Recipient.Value, message.Language.ToString(), message.Kind.ToString(), text.Subject, text.Body);

        // Whole or not at all: what is being written has another ending.
        string path = Path.Combine(folder, $"{now.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}-{RandomId.Create()}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        await using (var stream = new FileStream(path, options))
        {
            await JsonSerializer.SerializeAsync(stream, mail, cancellationToken: cancellationToken);
        }

        File.Move(path, $"{path}.json");
        foreach (string old in Files().Skip(Most))
        {
            File.Delete(old);
        }

        return MailOutcome.Accepted;
    }

    /// <summary>What is there, newest first.</summary>
    internal async Task<IReadOnlyList<OutboxMail>> ReadAsync(CancellationToken cancellationToken)
    {
        List<OutboxMail> mails = [];
        foreach (string file in Files().Take(Most))
        {
            mails.Add(JsonSerializer.Deserialize<OutboxMail>(await File.ReadAllBytesAsync(file, cancellationToken))!);
        }

        return mails;
    }

    private IEnumerable<string> Files() =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").OrderDescending(StringComparer.Ordinal) : [];

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
        }
    }
}
