using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Core.Register.Import;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Register;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class InMemoryWaveStoreTests : WaveStoreContract
{
    protected override Task<IWaveStore> CreateAsync() => Task.FromResult<IWaveStore>(new InMemoryWaveStore());
}

public sealed class InMemoryOutreachExceptionStoreTests : OutreachExceptionStoreContract
{
    protected override Task<IOutreachExceptionStore> CreateAsync() => Task.FromResult<IOutreachExceptionStore>(new InMemoryOutreachExceptionStore());
}

public sealed class InMemoryOutreachScheduleStoreTests : OutreachScheduleStoreContract
{
    protected override Task<IOutreachScheduleStore> CreateAsync() => Task.FromResult<IOutreachScheduleStore>(new InMemoryOutreachScheduleStore());
}

public sealed class PagedInMemoryRegisterTests : RegisterPagesContract
{
    protected override Task<(IRegisterPages Pages, IRegisterWriter Writer)> CreateAsync()
    {
        var register = new InMemoryRegister(TimeProvider.System);
        return Task.FromResult<(IRegisterPages, IRegisterWriter)>((new PagedInMemoryRegister(register), register));
    }
}
