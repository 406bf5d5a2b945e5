namespace Outreach.Core.Access.Habilitations;

/// <summary>What a grant came to.</summary>
public sealed record GrantedHabilitation(Habilitation Habilitation, bool IsNew);

/// <summary>Habilitates a named agent, or system, on somebody else's word (C10).</summary>
/// <remarks>
/// Safe to run twice: the same grant again changes nothing. The trail before the store: nobody is habilitated of whom the trail does not tell. The first granter
/// has the role alone, from whoever administers Entra ID.
/// </remarks>
public sealed class GrantHabilitationHandler(IHabilitationStore habilitations, HabilitationJournal journal, Pseudonyms pseudonyms, TimeProvider time)
{
    public async Task<Result<GrantedHabilitation>> RunAsync(HabilitationBody body, Caller granter, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Result<HabilitationDraft> parsed = HabilitationDraft.Parse(body, now);
        if (!parsed.Succeeded)
        {
            return parsed.Failure;
        }

        HabilitationDraft draft = parsed.Value;
        (string agent, string grantedBy) = (pseudonyms.Agent(draft.Subject), pseudonyms.Actor(granter));
        if (string.Equals(agent, grantedBy, StringComparison.Ordinal))
        {
            return HabilitationFailures.OfOneself;
        }

        IReadOnlyList<Habilitation> known = await habilitations.OfAgentAsync(agent, cancellationToken);
        if (known.FirstOrDefault(other => draft.Describes(other, body, grantedBy, now)) is { } same)
        {
            return new GrantedHabilitation(same, IsNew: false);
        }

        Habilitation granted = draft.Grant(agent, grantedBy, now);
        await journal.GrantedAsync(granted, cancellationToken);

        // An insert that came second has its own row before it: the answer to the first was lost, and the client of the store made it again.
        return await habilitations.AddAsync(granted, cancellationToken) || await habilitations.FindAsync(granted.Id, cancellationToken) is not null
            ? new GrantedHabilitation(granted, IsNew: true)
            : throw new TransientDependencyException("A habilitation that was kept cannot be read.");
    }
}
