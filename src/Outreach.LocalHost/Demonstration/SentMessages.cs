namespace Outreach.LocalHost.Demonstration;

/// <summary>What people hold in the end: each message that was seen in the outbox or in a dispatcher's batch, once.</summary>
internal sealed class SentMessages(OutreachStage stage, string campaign)
{
    private readonly Dictionary<string, string> _mails = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _letters = new(StringComparer.Ordinal);

    /// <summary>Texts of e-mails, by message.</summary>
    public IReadOnlyDictionary<string, string> Mails => _mails;

    /// <summary>Texts of letters, by message.</summary>
    public IReadOnlyDictionary<string, string> Letters => _letters;

    public IEnumerable<string> Texts => _mails.Values.Concat(_letters.Values);

    /// <summary>Looks into the outbox; its page shows the newest, so that it is looked at again and again while a wave is sent.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach ((string id, string text) in await stage.ReadOutboxAsync(campaign, cancellationToken))
        {
            _mails[id] = text;
        }
    }

    /// <summary>A letter is in one batch: what comes twice would be printed twice.</summary>
    public void AddLetter(string id, string text) =>
        StepFailedException.Require(_letters.TryAdd(id, text), "a letter stands in two batches");
}
