using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Register.Runs;
using Outreach.Testing.Register.Runs;

namespace Outreach.Core.Tests.Register.Runs;

public sealed class InMemoryImportRunStoreTests : ImportRunStoreContract
{
    protected override Task<IImportRunStore> CreateAsync() => Task.FromResult<IImportRunStore>(new InMemoryImportRunStore());
}

public sealed class InMemoryImportBlobsTests : ImportBlobsContract
{
    protected override Task<IImportBlobs> CreateAsync() => Task.FromResult<IImportBlobs>(new InMemoryImportBlobs(new FakeTimeProvider()));
}
