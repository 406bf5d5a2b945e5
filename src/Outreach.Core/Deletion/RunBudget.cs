namespace Outreach.Core.Deletion;

/// <summary>How much longer a run may begin new work; a clock that is set meanwhile changes nothing.</summary>
public sealed class RunBudget(DeletionPolicy policy, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    public bool IsSpent => time.GetElapsedTime(_begun) >= policy.Budget;
}
