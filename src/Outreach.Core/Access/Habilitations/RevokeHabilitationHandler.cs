namespace Outreach.Core.Access.Habilitations;

/// <summary>What a revocation came to.</summary>
/// <param name="OthersInForce">What the same agent may still do by other habilitations.</param>
public sealed record RevokedHabilitation(Habilitation Habilitation, IReadOnlyList<HabilitationId> OthersInForce);

/// <summary>Ends a habilitation at once: the agent's next call, on whatever instance, is refused.</summary>
/// <remarks>Safe to run twice. The store before the trail: it holds even where the trail takes nothing, and the same call again writes what is missing there.</remarks>
public sealed class RevokeHabilitationHandler(IHabilitationStore habilitations, HabilitationJournal journal, Pseudonyms pseudonyms, TimeProvider time)
{
    public async Task<Result<RevokedHabilitation>> RunAsync(string idText, Caller caller, CancellationToken cancellationToken)
    {
        if (!HabilitationId.TryParse(idText, out HabilitationId id) || await RevokeAsync(id, pseudonyms.Actor(caller), cancellationToken) is not { } ended)
        {
            return HabilitationFailures.NotFound;
        }

        if (ended.RevokedAt is not null)
        {
            await journal.RevokedAsync(ended, cancellationToken);
        }

        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<Habilitation> all = await habilitations.OfAgentAsync(ended.Agent, cancellationToken);
        return new RevokedHabilitation(
            ended, [.. all.Where(other => HabilitationPolicy.StateAt(other, now) is HabilitationState.Active or HabilitationState.Pending).Select(other => other.Id)]);
    }

    /// <summary>The habilitation as it is then; one that was over already stays as it was. Null when there is none.</summary>
    private async Task<Habilitation?> RevokeAsync(HabilitationId id, string actor, CancellationToken cancellationToken)
    {
        while (await habilitations.FindAsync(id, cancellationToken) is { } stored)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (HabilitationPolicy.StateAt(stored.Value, now) is HabilitationState.Revoked or HabilitationState.Expired)
            {
                return stored.Value;
            }

            Habilitation revoked = stored.Value with { RevokedAt = now, RevokedBy = actor };
            if (await habilitations.ReplaceAsync(revoked, stored.ETag, cancellationToken))
            {
                return revoked;
            }
        }

        return null;
    }
}
