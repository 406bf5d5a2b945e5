using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>A message in the words it is sent in.</summary>
/// <param name="Subject">Empty for channels that have none.</param>
public sealed record RenderedMessage(string Subject, string Text)
{
    /// <summary>Neither words nor link.</summary>
    public override string ToString() => "rendered message";
}

/// <summary>A message on its way to one person.</summary>
public sealed record OutgoingMessage(MessageId Id, InsuredPerson Person, RenderedMessage Content)
{
    public override string ToString() => "outgoing message";
}

/// <summary>What became of one message.</summary>
public enum HandOverOutcome
{
    /// <summary>The channel has it.</summary>
    Taken,

    /// <summary>The channel refuses the address for good.</summary>
    Refused,

    /// <summary>The channel does not take this one message now, and others may go out meanwhile.</summary>
    PutOff,
}

/// <summary>One way to people: an e-mail server, or the files of a dispatcher.</summary>
/// <remarks>
/// Throws <see cref="TransientDependencyException"/> when the other side does not answer; then <see cref="FindTakenAsync"/> says what it took, or that nobody can
/// know; where the exception itself says that nothing was taken, nobody need be asked. Nothing of a person is in an exception or a log.
/// </remarks>
public interface IOutreachChannel
{
    OutreachChannel Kind { get; }

    /// <summary>Messages in one part at most: 1 where the other side cannot say afterwards what it took.</summary>
    int LargestPart { get; }

    /// <summary>Hands over a part; one outcome for each message. A part that was handed over before is not handed over again.</summary>
    Task<IReadOnlyDictionary<MessageId, HandOverOutcome>> HandOverAsync(
        Campaign campaign, WavePart part, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);

    /// <summary>What of a part was taken by a call whose answer was lost; empty when nothing was; null when the other side cannot say.</summary>
    Task<IReadOnlySet<MessageId>?> FindTakenAsync(Campaign campaign, WavePart part, CancellationToken cancellationToken);
}
