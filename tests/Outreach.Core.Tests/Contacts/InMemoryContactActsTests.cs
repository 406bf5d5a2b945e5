using Outreach.Core.Contacts;
using Outreach.Testing.Contacts;

namespace Outreach.Core.Tests.Contacts;

public sealed class InMemoryContactActsTests : ContactActsContract
{
    protected override Task<IContactLedger> CreateAsync() => Task.FromResult<IContactLedger>(new InMemoryContactLedger(TimeProvider.System));
}
