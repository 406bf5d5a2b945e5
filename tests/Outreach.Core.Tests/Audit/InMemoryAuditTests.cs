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

public sealed class InMemoryCheckpointWitnessTests : CheckpointWitnessContract
{
    protected override Task<ICheckpointWitness> CreateAsync() => Task.FromResult<ICheckpointWitness>(new InMemoryCheckpointWitness());
}

public sealed class InMemoryCheckpointKeysTests : CheckpointKeysContract, IDisposable
{
    private readonly InMemoryCheckpointKeys _keys = new();

    public void Dispose() => _keys.Dispose();

    protected override (ICheckpointSigner Signer, ICheckpointKeys Keys) Create() => (_keys, _keys);

    protected override (ICheckpointSigner Signer, ICheckpointKeys Keys) Rotate()
    {
        _keys.Rotate();
        return (_keys, _keys);
    }
}
