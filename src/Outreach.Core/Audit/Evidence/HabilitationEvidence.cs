using Outreach.Core.Access.Habilitations;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Who of the insurer's side was habilitated while a campaign lasted (C10), and what of it the trail does not confirm.</summary>
/// <param name="All">In the order of their beginning.</param>
/// <param name="Unconfirmed">Ids of those whose grant, or whose end, the trail tells otherwise or not at all.</param>
public sealed record HabilitationEvidence(IReadOnlyList<Habilitation> All, IReadOnlySet<HabilitationId> Unconfirmed)
{
    public static HabilitationEvidence None { get; } = new([], new HashSet<HabilitationId>());

    public int Agents => All.Select(habilitation => habilitation.Agent).Distinct(StringComparer.Ordinal).Count();

    public int Revoked => All.Count(habilitation => habilitation.RevokedAt is not null);

    public int GrantedByOneself => All.Count(habilitation => habilitation.Agent == habilitation.GrantedBy);

    public int ActiveAt(DateTimeOffset now) => All.Count(habilitation => HabilitationPolicy.StateAt(habilitation, now) == HabilitationState.Active);
}

/// <summary>Reads the habilitations of a campaign's time, and compares each with the trail: whoever writes into the store alone habilitates nobody unseen.</summary>
/// <remarks>There are as many as the insurer has agents for this, hundreds; all of them are held at once, with the events of their months.</remarks>
public sealed class HabilitationEvidenceReader(IHabilitationStore habilitations, IAuditTrail trail, RetentionPeriod period)
{
    public async Task<HabilitationEvidence> ReadAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        DateTimeOffset from = campaign.CreatedAt < campaign.OpensAt ? campaign.CreatedAt : campaign.OpensAt;
        DateTimeOffset to = campaign.ClosedAt ?? (now < campaign.EndsAt ? campaign.EndsAt : now);
        Habilitation[] all = await habilitations.ReadAsync(after: null, cancellationToken)
            .Where(habilitation => HabilitationPolicy.IsWithin(habilitation, from, to))
            .OrderBy(habilitation => habilitation.From).ThenBy(habilitation => habilitation.Id.Value, StringComparer.Ordinal)
            .ToArrayAsync(cancellationToken);
        ILookup<string, AuditEntry> told = await ReadTrailAsync(all, now, cancellationToken);
        return new HabilitationEvidence(
            all, all.Where(habilitation => !IsConfirmed(habilitation, told[habilitation.Id.Value], now)).Select(habilitation => habilitation.Id).ToHashSet());
    }

    /// <summary>Retention may have erased what is older than its period; that is not held against anybody.</summary>
    private bool IsConfirmed(Habilitation habilitation, IEnumerable<AuditEntry> told, DateTimeOffset now)
    {
        AuditEntry[] events = [.. told];
        bool granted = events.Any(entry => HabilitationJournal.Tells(entry, habilitation)) || period.IsOver(habilitation.GrantedAt, now);
        return habilitation.Name.Length > 0 && granted && AgreeOnTheEnd(habilitation, events, now);
    }

    /// <summary>A revocation goes to the store and then to the trail, both of which are read one after the other: one of this minute is not judged yet.</summary>
    private bool AgreeOnTheEnd(Habilitation habilitation, AuditEntry[] events, DateTimeOffset now)
    {
        DateTimeOffset settled = now - Reconciliation.Settling;
        DateTimeOffset? told = events.FirstOrDefault(entry => entry.Type == HabilitationJournal.Revoked)?.At;
        return told > settled || habilitation.RevokedAt > settled
            || told is null == habilitation.RevokedAt is null
            || (habilitation.RevokedAt is { } at && period.IsOver(at, now));
    }

    /// <summary>Events by habilitation, of every month since the first grant. A month that is damaged confirms nothing from there on.</summary>
    private async Task<ILookup<string, AuditEntry>> ReadTrailAsync(IReadOnlyCollection<Habilitation> all, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<AuditEntry> entries = [];
        foreach (AuditStream stream in MonthsOf(all, now))
        {
            try
            {
                await foreach (AuditEntry entry in trail.ReadAsync(stream, cancellationToken))
                {
                    entries.Add(entry);
                }
            }
            catch (AuditDamagedException)
            {
                // What is wrong with it, and where, the verification of the trail says.
            }
        }

        return entries.ToLookup(entry => entry.Data.GetValueOrDefault("habilitation") ?? "", StringComparer.Ordinal);
    }

    private static IEnumerable<AuditStream> MonthsOf(IReadOnlyCollection<Habilitation> all, DateTimeOffset now)
    {
        if (all.Count == 0)
        {
            yield break;
        }

        DateTimeOffset first = all.Min(habilitation => habilitation.GrantedAt).ToUniversalTime();
        for (var month = new DateTimeOffset(first.Year, first.Month, 1, 0, 0, 0, TimeSpan.Zero); month <= now; month = month.AddMonths(1))
        {
            yield return AuditStream.ForHabilitations(month);
        }
    }
}
