using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Audit;
using Outreach.Testing.Audit;

namespace Outreach.Core.Tests.Audit;

public sealed class InMemoryAuditTrailTests : AuditTrailContract
{
    protected override Task<IAuditTrail> CreateAsync() => Task.FromResult<IAuditTrail>(new InMemoryAuditTrail(new FakeTimeProvider()));
}

public sealed class InMemoryAuditCheckpointsTests : AuditCheckpointsContract
{
    protected override Task<IAuditCheckpoints> CreateAsync() => Task.FromResult<IAuditCheckpoints>(new InMemoryAuditCheckpoints());
}
