using Outreach.Core.Audit;
using Xunit;

namespace Outreach.Testing.Audit;

/// <summary>What every <see cref="ICheckpointWitness"/> promises.</summary>
public abstract class CheckpointWitnessContract
{
    private static readonly SeenCheckpoint Second = new(2, new string('b', 64));

    /// <summary>Remembering nothing.</summary>
    protected abstract Task<ICheckpointWitness> CreateAsync();

    [Fact]
    public async Task Find_BeforeTheFirst_IsNull() => Assert.Null(await (await CreateAsync()).FindAsync(default));

    [Fact]
    public async Task Keep_LaterOne_IsRemembered()
    {
        ICheckpointWitness witness = await CreateAsync();

        await witness.KeepAsync(new SeenCheckpoint(1, new string('a', 64)), default);
        await witness.KeepAsync(Second, default);

        Assert.Equal(Second, await witness.FindAsync(default));
    }

    [Theory]
    [Trait("threat", "50")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Keep_EarlierOrAnotherOfItsNumber_ChangesNothing(long number)
    {
        ICheckpointWitness witness = await CreateAsync();
        await witness.KeepAsync(Second, default);

        await witness.KeepAsync(new SeenCheckpoint(number, new string('c', 64)), default);

        Assert.Equal(Second, await witness.FindAsync(default));
    }

    [Fact]
    public async Task Keep_AtOnce_TheLatestStays()
    {
        ICheckpointWitness witness = await CreateAsync();

        await Task.WhenAll(Enumerable.Range(1, 10).Select(number => witness.KeepAsync(new SeenCheckpoint(number, new string('a', 64)), default)));

        Assert.Equal(10, (await witness.FindAsync(default))?.Number);
    }
}
