using Outreach.Core.Contacts;
using Outreach.Testing.Contacts;

namespace Outreach.Core.Tests.Contacts;

public sealed class InMemoryContactLedgerTests : ContactLedgerContract
{
    protected override Task<IContactLedger> CreateAsync() => Task.FromResult<IContactLedger>(new InMemoryContactLedger(TimeProvider.System));
}
