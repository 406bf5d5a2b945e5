using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Testing.Register;

namespace Outreach.Core.Tests.Register;

public sealed class InMemoryRegisterUpdateTests : RegisterUpdateContract
{
    protected override Task<(IRegister Register, IRegisterWriter Writer)> CreateAsync()
    {
        InMemoryRegister register = new(new FakeTimeProvider());
        return Task.FromResult<(IRegister, IRegisterWriter)>((register, register));
    }
}
