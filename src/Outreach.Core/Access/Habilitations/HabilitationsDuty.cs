using Outreach.Core.Audit;
using Outreach.Core.Deletion;

namespace Outreach.Core.Access.Habilitations;

/// <summary>Removes habilitations, and the names in them, once they ended as long ago as the trail is kept (C14).</summary>
public sealed class HabilitationsDuty(IHabilitationStore habilitations, RetentionPeriod period) : IDeletionDuty
{
    private const int MostPerRun = 1_000;

    public string Name => "Habilitations";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Habilitation[] over = await habilitations.ReadAsync(after: null, cancellationToken)
            .Where(habilitation => period.IsOver(HabilitationPolicy.EndOf(habilitation), now))
            .Take(MostPerRun)
            .ToArrayAsync(cancellationToken);
        foreach (Habilitation habilitation in over)
        {
            await habilitations.RemoveAsync(habilitation.Id, cancellationToken);
        }

        return new DutyOutcome(over.Length, Late: 0, Waiting: 0);
    }
}
