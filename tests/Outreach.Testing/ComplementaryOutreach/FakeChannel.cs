using System.Collections.Concurrent;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>A channel that remembers what it took; the first call for a part counts, later ones are answered by it.</summary>
public sealed class FakeChannel(OutreachChannel kind, int largestPart = 500, bool canSay = true) : IOutreachChannel
{
    private readonly ConcurrentDictionary<WavePart, IReadOnlyDictionary<MessageId, HandOverOutcome>> _parts = new();
    private readonly ConcurrentQueue<OutgoingMessage> _taken = new();
    private IReadOnlyList<OutgoingMessage>? _last;

    public OutreachChannel Kind => kind;

    public int LargestPart => largestPart;

    /// <summary>Everything it ever took, in order, twice where it was taken twice.</summary>
    public IReadOnlyCollection<OutgoingMessage> Taken => _taken;

    public IReadOnlyCollection<WavePart> Parts => [.. _parts.Keys];

    /// <summary>What the call that is under way would hand over.</summary>
    public IReadOnlyList<OutgoingMessage> Offered { get; private set; } = [];

    /// <summary>Whose address it refuses.</summary>
    public Predicate<OutgoingMessage> Refuses { get; set; } = _ => false;

    /// <summary>Whom it does not take now.</summary>
    public Predicate<OutgoingMessage> PutsOff { get; set; } = _ => false;

    /// <summary>What happens to the next call, instead of an answer: before it takes anything, and after.</summary>
    public (Action? Before, Action? After) Breaks { get; set; }

    public Task<IReadOnlyDictionary<MessageId, HandOverOutcome>> HandOverAsync(
        Campaign campaign, WavePart part, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Offered = messages;
        (Action? before, Action? after) = Breaks;
        Breaks = default;
        before?.Invoke();
        Dictionary<MessageId, HandOverOutcome> outcomes =
            messages.ToDictionary(message => message.Id, OutcomeOf);

        // The very same call twice is a test's storage SDK at work, which no channel has.
        bool repeated = ReferenceEquals(Interlocked.Exchange(ref _last, messages), messages);
        if (canSay ? _parts.TryAdd(part, outcomes) : !repeated)
        {
            foreach (OutgoingMessage message in messages.Where(message => outcomes[message.Id] == HandOverOutcome.Taken))
            {
                _taken.Enqueue(message);
            }
        }
        else if (canSay)
        {
            outcomes = _parts[part].ToDictionary();
        }

        after?.Invoke();
        return Task.FromResult<IReadOnlyDictionary<MessageId, HandOverOutcome>>(outcomes);
    }

    public Task<IReadOnlySet<MessageId>?> FindTakenAsync(Campaign campaign, WavePart part, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<MessageId>?>(!canSay ? null : _parts.TryGetValue(part, out var outcomes)
            ? outcomes.Where(outcome => outcome.Value == HandOverOutcome.Taken).Select(outcome => outcome.Key).ToHashSet()
            : new HashSet<MessageId>());

    private HandOverOutcome OutcomeOf(OutgoingMessage message) =>
        Refuses(message) ? HandOverOutcome.Refused : PutsOff(message) ? HandOverOutcome.PutOff : HandOverOutcome.Taken;

    /// <summary>As a dependency does that does not answer.</summary>
    public static void Fail() => throw new TransientDependencyException("The channel does not answer.");

    /// <summary>As one does that was never reached.</summary>
    public static void IsAway() => throw new TransientDependencyException("The channel is away.") { NothingTaken = true };
}

/// <summary>A pace that a test sets.</summary>
public sealed class FakePace(TimeProvider time) : ISendingPace
{
    private readonly ConcurrentQueue<(WavePart Part, string Department, int Messages)> _reserved = new();

    /// <summary>From when the next part may go; null for at once.</summary>
    public Func<string, DateTimeOffset?> NotBefore { get; set; } = _ => null;

    public Func<string, DateTimeOffset, bool> Quiet { get; set; } = (_, _) => false;

    public IReadOnlyCollection<(WavePart Part, string Department, int Messages)> Reserved => _reserved;

    public Task<DateTimeOffset> ReserveAsync(Campaign campaign, WavePart part, string department, int messages, CancellationToken cancellationToken)
    {
        _reserved.Enqueue((part, department, messages));
        return Task.FromResult(NotBefore(department) ?? time.GetUtcNow());
    }

    public bool IsQuiet(OutreachChannel channel, string department, DateTimeOffset now) => Quiet(department, now);
}

/// <summary>One approved template, and words that say nothing.</summary>
public sealed class PlainMessages : IMessageTemplateStore, IMessageRenderer
{
    public Task<Versioned<MessageTemplate>?> FindAsync(CampaignId campaign, string id, int version, CancellationToken cancellationToken) =>
        Task.FromResult<Versioned<MessageTemplate>?>(new Versioned<MessageTemplate>(
            new MessageTemplate(campaign, id, version, TemplateState.Approved, new Dictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>>(), "Insurer:0", default), "1"));

    public Task<bool> AddAsync(MessageTemplate template, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<bool> ReplaceAsync(MessageTemplate template, string etag, CancellationToken cancellationToken) => Task.FromResult(false);

    public IAsyncEnumerable<MessageTemplate> ListAsync(CampaignId campaign, CancellationToken cancellationToken) => AsyncEnumerable.Empty<MessageTemplate>();

    public RenderedMessage Render(MessageTemplate template, OutreachChannel channel, MessageValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new RenderedMessage("", values.Link.AbsoluteUri);
    }
}
