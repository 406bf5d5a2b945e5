using System.Globalization;
using Outreach.Core.Audit;

namespace Outreach.Core.Access.Habilitations;

/// <summary>Writes habilitations into the audit trail, where nobody has a name; a stream for each month.</summary>
public sealed class HabilitationJournal(IAuditTrail audit)
{
    public const string Granted = "habilitations.granted";
    public const string Revoked = "habilitations.revoked";

    public Task GrantedAsync(Habilitation habilitation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        return audit.AppendAsync(
            AuditStream.ForHabilitations(habilitation.GrantedAt), new AuditEvent(Granted, habilitation.GrantedBy, Terms(habilitation)), cancellationToken);
    }

    /// <summary>Safe to run twice: a revocation whose event is there has no second one.</summary>
    public async Task RevokedAsync(Habilitation habilitation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(habilitation);
        (DateTimeOffset at, string by) = (habilitation.RevokedAt!.Value, habilitation.RevokedBy!);
        var stream = AuditStream.ForHabilitations(at);
        bool known = await audit.ReadAsync(stream, cancellationToken)
            .AnyAsync(entry => entry.Type == Revoked && IsAbout(entry, habilitation), cancellationToken);
        if (!known)
        {
            var data = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["habilitation"] = habilitation.Id.Value,
                ["agent"] = DigitsOf(habilitation.Agent),
            };
            await audit.AppendAsync(stream, new AuditEvent(Revoked, by, data), cancellationToken);
        }
    }

    public static bool IsAbout(AuditEntry entry, Habilitation habilitation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(habilitation);
        return entry.Data.GetValueOrDefault("habilitation") == habilitation.Id.Value;
    }

    /// <summary>Whether an event grants exactly this: whom, what, from when until when, and by whom.</summary>
    public static bool Tells(AuditEntry entry, Habilitation habilitation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(habilitation);
        return entry.Type == Granted && entry.Actor == habilitation.GrantedBy && Terms(habilitation).All(term => entry.Data.GetValueOrDefault(term.Key) == term.Value);
    }

    private static Dictionary<string, string> Terms(Habilitation habilitation) => new(StringComparer.Ordinal)
    {
        ["habilitation"] = habilitation.Id.Value,
        ["agent"] = DigitsOf(habilitation.Agent),
        ["purposes"] = string.Join(' ', habilitation.Purposes),
        ["from"] = Instant(habilitation.From),
        ["until"] = Instant(habilitation.Until),
    };

    private static string DigitsOf(string agent) => agent[(agent.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
