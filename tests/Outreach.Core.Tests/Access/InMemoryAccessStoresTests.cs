using Outreach.Core.Access.Habilitations;
using Outreach.Core.Access.SignIn;
using Outreach.Testing.Access;

namespace Outreach.Core.Tests.Access;

public sealed class InMemoryHabilitationStoreTests : HabilitationStoreContract
{
    protected override Task<IHabilitationStore> CreateAsync() => Task.FromResult<IHabilitationStore>(new InMemoryHabilitationStore());
}

public sealed class InMemorySignInBindingStoreTests : SignInBindingStoreContract
{
    protected override Task<ISignInBindingStore> CreateAsync() => Task.FromResult<ISignInBindingStore>(new InMemorySignInBindingStore());
}
