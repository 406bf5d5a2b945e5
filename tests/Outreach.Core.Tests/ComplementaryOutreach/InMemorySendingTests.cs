using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Testing.ComplementaryOutreach;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class InMemoryOutboxStoreTests : OutboxStoreContract
{
    protected override Task<IOutboxStore> CreateAsync() => Task.FromResult<IOutboxStore>(new InMemoryOutboxStore());
}

public sealed class InMemoryWaveAllowancesTests : WaveAllowancesContract
{
    protected override Task<IWaveAllowances> CreateAsync() => Task.FromResult<IWaveAllowances>(new InMemoryWaveAllowances());
}

public sealed class InMemoryShareTalliesTests : ShareTalliesContract
{
    protected override Task<IShareTallies> CreateAsync() => Task.FromResult<IShareTallies>(new InMemoryShareTallies(new InMemoryOutboxStore()));
}
