using Outreach.Core.Deletion;
using Xunit;

namespace Outreach.Testing.Deletion;

/// <summary>What every <see cref="IListsAccountProbe"/> promises.</summary>
public abstract class ListsAccountProbeContract
{
    [Fact]
    [Trait("threat", "41")]
    public async Task Look_DeletedIsGone_FindsNothing()
    {
        IListsAccountProbe probe = await CreateAsync(softDelete: false);

        Assert.Empty(await probe.LookAsync(default));
        Assert.Empty(await probe.LookAsync(default));
    }

    [Fact]
    [Trait("threat", "41")]
    public async Task Look_SoftDeleteTurnedOn_FindsIt()
    {
        IListsAccountProbe probe = await CreateAsync(softDelete: true);

        Assert.Equal([ListsAccountFault.BlobSoftDelete], await probe.LookAsync(default));
    }

    [Fact]
    public async Task Look_Cancelled_Stops()
    {
        IListsAccountProbe probe = await CreateAsync(softDelete: false);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.LookAsync(new CancellationToken(canceled: true)));
    }

    protected abstract Task<IListsAccountProbe> CreateAsync(bool softDelete);
}
