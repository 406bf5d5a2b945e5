namespace Outreach.Core.Deletion;

/// <summary>Runs the duties of a run one after the other; one that fails does not stop the others.</summary>
public sealed class DeletionDuties(IEnumerable<IDeletionDuty> duties, DeletionPolicy policy, TimeProvider time)
{
    /// <summary>A run that begins now.</summary>
    public RunBudget NewBudget() => new(policy, time);

    public async Task RunAsync(DateTimeOffset now, EnforcementTally tally, CancellationToken cancellationToken)
    {
        foreach (IDeletionDuty duty in duties)
        {
            await TryAsync(duty.Name, tally, () => duty.RunAsync(now, cancellationToken), cancellationToken);
        }
    }

    public async Task TryAsync(string name, EnforcementTally tally, Func<Task<DutyOutcome>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            tally.Add(name, await work());
        }
        catch (TransientDependencyException)
        {
            // Tried again at the next run.
            tally.Add(name, new DutyOutcome(Removed: 0, Late: 0, Waiting: 1));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            tally.Fail(failure);
        }
    }
}
