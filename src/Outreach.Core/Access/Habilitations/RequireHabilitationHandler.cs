namespace Outreach.Core.Access.Habilitations;

/// <summary>Asks, at every call that needs it, whether its caller is habilitated now. Nothing is remembered from one call to the next.</summary>
public sealed class RequireHabilitationHandler(IHabilitationStore habilitations, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>Null when the caller is, for one of these at least.</summary>
    /// <exception cref="TransientDependencyException">The store does not answer: nobody is admitted.</exception>
    public async Task<Failure?> RunAsync(Caller caller, IReadOnlyCollection<HabilitationPurpose> anyOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string agent = pseudonyms.Actor(caller);
        IReadOnlyList<Habilitation> granted = await habilitations.OfAgentAsync(agent, cancellationToken);

        // After the read: one that ends while it is read does not admit.
        DateTimeOffset now = time.GetUtcNow();
        return anyOf.Any(purpose => granted.Any(habilitation => HabilitationPolicy.Admits(habilitation, agent, purpose, now))) ? null : HabilitationFailures.Missing;
    }
}
