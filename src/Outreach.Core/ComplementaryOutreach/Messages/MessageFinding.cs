namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>What keeps a template from being approved: one place of one text, and what to do.</summary>
/// <param name="Code">Stable: `text.…`, `length.…`, `duty.…` or `wording.…`.</param>
/// <param name="Channel">`email`, `sms` or `letter`.</param>
/// <param name="Language">`fr` or `en`: of the text that it is about.</param>
/// <param name="Part">`subject` or `body`.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="English">What is wrong and what to do; may quote the text, which holds nothing of a person.</param>
/// <param name="French">The same in French.</param>
public sealed record MessageFinding(string Code, string Channel, string Language, string Part, int Line, int Column, string English, string French);

/// <summary>A subject or a body while it is looked through, and what was found in it.</summary>
internal sealed class MessageInspection(OutreachChannel channel, string language, bool isSubject, string source, ICollection<MessageFinding> findings)
{
    public OutreachChannel Channel => channel;

    public string Language => language;

    public bool IsSubject => isSubject;

    public string Source => source;

    public void Add(string code, int offset, string english, string french) => Add(code, MessageParser.At(source, Math.Min(offset, source.Length)), english, french);

    public void Add(string code, MessageFault at, string english, string french) => findings.Add(new MessageFinding(
        code, MessageChannels.Name(channel), language, isSubject ? "subject" : "body", at.Line, at.Column, english, french));
}
