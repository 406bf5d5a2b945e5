using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Mail;
using Outreach.LocalHost.Mail;

namespace Outreach.LocalHost.ComplementaryOutreach;

/// <summary>Stands for the mail server of waves on one machine: a file for each message, beside the mails to doctors, shown at `/dev/outbox`. Nothing leaves the machine.</summary>
/// <remarks>Files are named by the message's id and made once, so that it can say what it took. Of more than so many the oldest are emptied: mails go, and what was taken stays known.</remarks>
/// <param name="folder">Of the outbox.</param>
/// <param name="most">Mails of waves that are kept.</param>
public sealed class LocalOutboxChannel(string folder, TimeProvider time, int most = LocalOutboxChannel.Most) : IOutreachChannel
{
    /// <summary>Several waves of one machine.</summary>
    public const int Most = 2_000;

    internal const string Folder = "waves";
    internal const string OfWave = "Wave";

    private const string Ending = ".json";

    public OutreachChannel Kind => OutreachChannel.Email;

    public int LargestPart => 100;

    public async Task<IReadOnlyDictionary<MessageId, HandOverOutcome>> HandOverAsync(
        Campaign campaign, WavePart part, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Dictionary<MessageId, HandOverOutcome> outcomes = [];
        foreach (OutgoingMessage message in messages)
        {
            outcomes[message.Id] = await PutAsync(part, message, cancellationToken);
        }

        foreach (string old in FilesIn(folder).Skip(most))
        {
            OutboxFiles.Empty(old);
        }

        return outcomes;
    }

    public Task<IReadOnlySet<MessageId>?> FindTakenAsync(Campaign campaign, WavePart part, CancellationToken cancellationToken)
    {
        string place = PlaceOf(part);
        return Task.FromResult<IReadOnlySet<MessageId>?>(Directory.Exists(place)
            ? Directory.EnumerateFiles(place, $"*{Ending}").Select(file => new MessageId(Path.GetFileNameWithoutExtension(file))).ToHashSet()
            : new HashSet<MessageId>());
    }

    /// <summary>Mails of waves in an outbox, newest first.</summary>
    internal static IEnumerable<string> FilesIn(string outbox)
    {
        var waves = new DirectoryInfo(Path.Combine(outbox, Folder));
        return waves.Exists
            ? waves.EnumerateFiles($"*{Ending}", SearchOption.AllDirectories).Where(file => file.Length > 0).OrderByDescending(file => file.LastWriteTimeUtc).Select(file => file.FullName)
            : [];
    }

    private async Task<HandOverOutcome> PutAsync(WavePart part, OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!MailAddress.TryParse(message.Person.Email, out MailAddress recipient))
        {
            return HandOverOutcome.Refused;
        }

        var mail = new OutboxMail(
            message.Id.Value, time.GetUtcNow(), recipient.Value, nameof(MailLanguage.French), OfWave, message.Content.Subject, message.Content.Text);
        await OutboxFiles.TryAddAsync(PlaceOf(part), $"{message.Id.Value}{Ending}", mail, cancellationToken);
        return HandOverOutcome.Taken;
    }

    private string PlaceOf(WavePart part) => Path.Combine(folder, Folder, part.Wave.Value, part.Name);
}
