using Outreach.Core.Contacts;
using Outreach.Testing.Contacts;

namespace Outreach.Core.Tests.Contacts;

public sealed class InMemoryObjectionCountStoreTests : ObjectionCountStoreContract
{
    protected override Task<IObjectionCountStore> CreateAsync() => Task.FromResult<IObjectionCountStore>(new InMemoryObjectionCountStore());
}
