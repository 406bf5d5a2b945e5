namespace Outreach.Core.Access.Habilitations;

/// <summary>Some habilitations, in the order of ids.</summary>
/// <param name="At">The instant that their states are of.</param>
/// <param name="Continuation">Where the next page begins; null at the end.</param>
public sealed record HabilitationPage(IReadOnlyList<Habilitation> Habilitations, DateTimeOffset At, HabilitationId? Continuation);

/// <summary>Pages through habilitations, whatever their state or of one state.</summary>
public sealed class ListHabilitationsHandler(IHabilitationStore habilitations, TimeProvider time)
{
    public const int PageSize = 100;

    /// <param name="stateText">A name of <see cref="HabilitationState"/>; null for all.</param>
    /// <param name="continuation">From <see cref="HabilitationPage.Continuation"/>; null for the first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<HabilitationPage>> RunAsync(string? stateText, string? continuation, CancellationToken cancellationToken)
    {
        HabilitationState? state = Enum.GetValues<HabilitationState>().Cast<HabilitationState?>()
            .FirstOrDefault(known => string.Equals(known.ToString(), stateText, StringComparison.OrdinalIgnoreCase));
        if (stateText is not null && state is null)
        {
            return HabilitationFailures.StateUnknown;
        }

        HabilitationId? after = HabilitationId.TryParse(continuation, out HabilitationId given) ? given : null;
        if (continuation is not null && after is null)
        {
            return HabilitationFailures.ContinuationInvalid;
        }

        DateTimeOffset now = time.GetUtcNow();
        List<Habilitation> page = new(PageSize);
        await foreach (Habilitation habilitation in habilitations.ReadAsync(after, cancellationToken))
        {
            if (state is not null && HabilitationPolicy.StateAt(habilitation, now) != state)
            {
                continue;
            }

            if (page.Count == PageSize)
            {
                return new HabilitationPage(page, now, page[^1].Id);
            }

            page.Add(habilitation);
        }

        return new HabilitationPage(page, now, Continuation: null);
    }
}
