using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Core.Register.Import;
using Outreach.Testing.Azurite;
using Outreach.Testing.ComplementaryOutreach;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

public sealed class TablesWaveStoreTests : WaveStoreContract
{
    protected override async Task<IWaveStore> CreateAsync() => new TablesWaveStore(await AzuriteFixture.GetTablesAsync(TablesWaveStore.Table));
}

public sealed class TablesOutreachExceptionStoreTests : OutreachExceptionStoreContract
{
    protected override async Task<IOutreachExceptionStore> CreateAsync() =>
        new TablesOutreachExceptionStore(await AzuriteFixture.GetTablesAsync(TablesOutreachExceptionStore.Table));
}

public sealed class TablesOutreachScheduleStoreTests : OutreachScheduleStoreContract
{
    protected override async Task<IOutreachScheduleStore> CreateAsync() =>
        new TablesOutreachScheduleStore(await AzuriteFixture.GetTablesAsync(TablesOutreachScheduleStore.Table));
}

public sealed class TablesRegisterPagesTests : RegisterPagesContract
{
    protected override async Task<(IRegisterPages Pages, IRegisterWriter Writer)> CreateAsync()
    {
        OutreachStorage storage = await AzuriteFixture.GetTablesAsync(TablesRegister.Table);
        return (new TablesRegisterPages(storage), new TablesRegisterWriter(storage, TimeProvider.System));
    }
}
