using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Core.Audit;

/// <summary>A chain of events that belong together: one per list, one per campaign, one per objection, one per month of the deletion timer, of habilitations, of refused sign-ins, and of what retention does.</summary>
public readonly partial record struct AuditStream(string Value)
{
    /// <summary>Whether a name is one that this product gives; a blob of another name is no stream.</summary>
    public bool IsWellFormed => Shape().IsMatch(Value);

    public static AuditStream ForList(Lists.ListId list) => new($"lists/{list.Value}");

    public static AuditStream ForCampaign(Campaigns.CampaignId campaign) => new($"campaigns/{campaign.Value}");

    /// <summary>The runs of the deletion timer, a stream for each month.</summary>
    public static AuditStream ForDeletion(DateTimeOffset at) => new($"deletion/{at.UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>What the names of all streams of a campaign's objections begin with, and no other's.</summary>
    public static string ObjectionsOf(Campaigns.CampaignId campaign) => $"objections/{campaign.Value}/";

    /// <summary>An objection and its withdrawal. The campaign stands in the name because retention asks whether it is over.</summary>
    /// <param name="receipt">See <see cref="Contacts.Objection"/>.</param>
    public static AuditStream ForObjection(Campaigns.CampaignId campaign, string receipt) => new($"objections/{campaign.Value}/{receipt}");

    /// <summary>Who was habilitated, or not any more; a stream for each month.</summary>
    public static AuditStream ForHabilitations(DateTimeOffset at) => new(at.UtcDateTime.ToString("'habilitations/'yyyy-MM", CultureInfo.InvariantCulture));

    /// <summary>Sign-ins that were refused for what they said; a stream for each month.</summary>
    public static AuditStream ForAccess(DateTimeOffset at) => new(at.UtcDateTime.ToString("'access/'yyyy-MM", CultureInfo.InvariantCulture));

    public static AuditStream ForRetention(DateTimeOffset at) => new(at.UtcDateTime.ToString("'retention/'yyyy-MM", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^[a-z]{2,20}(/[a-z0-9-]{1,60}){1,2}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}

/// <summary>What happened: pseudonymous, no personal data of the main processing (C14).</summary>
/// <param name="Type">`capability.past-tense`, such as `lists.opened`.</param>
/// <param name="Actor">From <see cref="Access.Pseudonyms.Actor"/>, `system`, or `person` for somebody who has no name here.</param>
/// <param name="Data">Ids, counts, codes and dates only.</param>
public sealed record AuditEvent(string Type, string Actor, IReadOnlyDictionary<string, string> Data);

/// <summary>Where an event stands in its chain.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Hash">SHA-256 over the event and the hash before it, lower-case hexadecimal.</param>
public sealed record AuditReceipt(AuditStream Stream, long Sequence, string Hash);

/// <summary>Append-only audit events in hash chains.</summary>
/// <remarks>Fails closed: an append that does not return a receipt throws, and the caller releases nothing.</remarks>
public interface IAuditTrail
{
    Task<AuditReceipt> AppendAsync(AuditStream stream, AuditEvent auditEvent, CancellationToken cancellationToken);

    /// <summary>The chain as stored, from the first event; empty when there is none.</summary>
    IAsyncEnumerable<AuditEntry> ReadAsync(AuditStream stream, CancellationToken cancellationToken);
}

/// <summary>A stored event with its links.</summary>
public sealed record AuditEntry(
    long Sequence, DateTimeOffset At, string Type, string Actor, IReadOnlyDictionary<string, string> Data, string Previous, string Hash);
