using Outreach.Core.Deletion;
using Outreach.Testing.Deletion;

namespace Outreach.Core.Tests.Deletion;

public sealed class InMemoryListsAccountTests : ListsAccountProbeContract
{
    protected override Task<IListsAccountProbe> CreateAsync(bool softDelete) =>
        Task.FromResult<IListsAccountProbe>(new InMemoryListsAccount { Faults = softDelete ? [ListsAccountFault.BlobSoftDelete] : [] });
}
