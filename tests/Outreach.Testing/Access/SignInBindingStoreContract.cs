using Outreach.Core;
using Outreach.Core.Access.SignIn;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Testing.Access;

/// <summary>What every <see cref="ISignInBindingStore"/> promises.</summary>
public abstract class SignInBindingStoreContract
{
    private readonly string _subject = $"Practitioner:{Core.RandomId.Create()}";

    protected abstract Task<ISignInBindingStore> CreateAsync();

    [Fact]
    [Trait("threat", "25")]
    public async Task Put_OnTheVersionRead_Replaces_AndOnAnotherDoesNot()
    {
        ISignInBindingStore store = await CreateAsync();
        var binding = new SignInBinding(_subject, Core.RandomId.Create(), Sample.Noon.AddTicks(1));
        Assert.True(await store.TryPutAsync(binding, etag: null, default));
        Versioned<SignInBinding> first = (await store.FindAsync(_subject, default))!;

        Assert.False(await store.TryPutAsync(binding with { Practitioner = "another" }, etag: null, default));
        Assert.True(await store.TryPutAsync(binding with { ReportedAt = Sample.Noon.AddTicks(2) }, first.ETag, default));
        Assert.False(await store.TryPutAsync(binding, first.ETag, default));

        Assert.Equal(binding, first.Value);
        Assert.Equal(binding with { ReportedAt = Sample.Noon.AddTicks(2) }, (await store.FindAsync(_subject, default))!.Value);
    }

    [Fact]
    public async Task Remove_OfOldOnes_LeavesThoseOfTheInstantItself()
    {
        ISignInBindingStore store = await CreateAsync();
        DateTimeOffset longAgo = Sample.Noon.AddYears(-5);
        string other = $"Practitioner:{Core.RandomId.Create()}";
        await store.TryPutAsync(new SignInBinding(_subject, "x", longAgo), etag: null, default);
        await store.TryPutAsync(new SignInBinding(other, "x", longAgo.AddTicks(1)), etag: null, default);

        Assert.Equal(0, await store.RemoveAsync(longAgo, 10, default));
        Assert.Equal(1, await store.RemoveAsync(longAgo.AddTicks(1), 10, default));

        Assert.Null(await store.FindAsync(_subject, default));
        Assert.NotNull(await store.FindAsync(other, default));
        Assert.Equal(1, await store.RemoveAsync(longAgo.AddTicks(2), 1, default));
    }
}
