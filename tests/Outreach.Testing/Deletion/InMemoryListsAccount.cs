using Outreach.Core.Deletion;

namespace Outreach.Testing.Deletion;

/// <summary>A lists account that is as a test wants it; as it has to be, unless told otherwise.</summary>
public sealed class InMemoryListsAccount : IListsAccountProbe
{
    public IReadOnlyCollection<ListsAccountFault> Faults { get; set; } = [];

    /// <summary>How often it was looked at.</summary>
    public int Looks { get; private set; }

    public Task<IReadOnlyCollection<ListsAccountFault>> LookAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Looks++;
        return Task.FromResult(Faults);
    }
}
