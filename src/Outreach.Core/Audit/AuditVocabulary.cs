using System.Text.RegularExpressions;

namespace Outreach.Core.Audit;

/// <summary>What an audit event may say: a fixed set of names, each with the one shape its values have (C14).</summary>
/// <remarks>
/// The trail outlives the data it speaks of, so nothing of a person may enter it: no free text, no number as long as a NIR, an RPPS
/// or a telephone number, no date without a time. A new name is added here, where a reviewer sees it.
/// </remarks>
public static partial class AuditVocabulary
{
    private static readonly Dictionary<string, Func<Regex>> Shapes = new(StringComparer.Ordinal)
    {
        ["agent"] = Id,
        ["blocked"] = Count,
        ["campaign"] = Code,
        ["checkpoint"] = Count,
        ["destroyed"] = Count,
        ["erased"] = Count,
        ["exception"] = Id,
        ["expiresOn"] = Instant,
        ["exports"] = Word,
        ["finalOn"] = Instant,
        ["findings"] = Count,
        ["from"] = Instant,
        ["generation"] = Count,
        ["group"] = Word,
        ["habilitation"] = Id,
        ["handedOver"] = Count,
        ["import"] = Id,
        ["late"] = Count,
        ["leftOut"] = Count,
        ["list"] = Id,
        ["lists"] = Count,
        ["loaded"] = Count,
        ["necessity"] = Code,
        ["notAfter"] = Instant,
        ["notice"] = Word,
        ["number"] = Count,
        ["opensAt"] = Instant,
        ["origin"] = Word,
        ["outcome"] = Word,
        ["part"] = Part,
        ["people"] = Count,
        ["prints"] = Word,
        ["purged"] = Count,
        ["purposes"] = Words,
        ["reason"] = Word,
        ["refused"] = Count,
        ["removed"] = Count,
        ["request"] = Id,
        ["rows"] = Count,
        ["selected"] = Count,
        ["sha256"] = Digest,
        ["template"] = Code,
        ["uncertain"] = Count,
        ["until"] = Instant,
        ["version"] = Count,
        ["waiting"] = Count,
        ["wave"] = Id,
        ["withheld"] = Count,
    };

    /// <summary>Whether a configured code may stand in the trail; what is configured otherwise is refused where it is configured.</summary>
    public static bool IsCode(string? text) => text is not null && Code().IsMatch(text);

    /// <exception cref="ArgumentException">The event says something it may not; the message names the member, never its value.</exception>
    public static void Require(AuditEvent auditEvent)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        if (!Type().IsMatch(auditEvent.Type))
        {
            throw new ArgumentException("An audit event's type reads `capability.past-tense`.", nameof(auditEvent));
        }

        if (!Actor().IsMatch(auditEvent.Actor))
        {
            throw new ArgumentException("An audit event's actor is `system`, `person` or a pseudonym.", nameof(auditEvent));
        }

        foreach ((string name, string value) in auditEvent.Data)
        {
            if (!Shapes.TryGetValue(name, out Func<Regex>? shape))
            {
                throw new ArgumentException($"`{Printable(name)}` is not a name that audit events use.", nameof(auditEvent));
            }

            if (value is null || !shape().IsMatch(value))
            {
                throw new ArgumentException($"`{name}` of an audit event has another shape than it may have.", nameof(auditEvent));
            }
        }
    }

    private static string Printable(string name) => Name().IsMatch(name) ? name : "(a name that is none)";

    [GeneratedRegex(@"^[a-z]{3,20}\.[a-z]{2,20}(-[a-z]{2,20}){0,3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Type();

    [GeneratedRegex(@"^(system|person|(Practitioner|Insurer):[0-9a-f]{32})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Actor();

    [GeneratedRegex(@"^[a-z][A-Za-z0-9]{1,19}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9a-f]{32}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Digest();

    [GeneratedRegex(@"^[0-9]{1,8}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Count();

    /// <summary>Of a configured set: campaign ids, codes of necessities.</summary>
    [GeneratedRegex(@"^(?!.*[0-9]{9})[a-z][a-z0-9-]{1,39}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    /// <summary>What of a wave was handed over at once.</summary>
    [GeneratedRegex(@"^(dept|doctors)-[0-9A-Za-z]{2,3}-[0-9]{6}-[a-z]{3,6}-[0-9]{4,8}(-[0-9]{1,3})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Part();

    /// <summary>A member of an enumeration.</summary>
    [GeneratedRegex(@"^[A-Z][A-Za-z]{1,39}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    /// <summary>Members of an enumeration.</summary>
    [GeneratedRegex(@"^[A-Z][A-Za-z]{1,39}( [A-Z][A-Za-z]{1,39}){0,9}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();

    [GeneratedRegex(@"^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?Z\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Instant();
}
