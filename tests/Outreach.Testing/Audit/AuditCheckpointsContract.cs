using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Testing.Audit;

/// <summary>What every <see cref="IAuditCheckpoints"/> promises.</summary>
public abstract class AuditCheckpointsContract
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Without any checkpoint yet.</summary>
    protected abstract Task<IAuditCheckpoints> CreateAsync();

    [Fact]
    public async Task FindLatest_BeforeTheFirst_IsNull()
    {
        IAuditCheckpoints checkpoints = await CreateAsync();

        Assert.Null(await checkpoints.FindLatestAsync(default));
    }

    [Fact]
    public async Task FindLatest_Several_IsTheLastInTimeAsWritten()
    {
        IAuditCheckpoints checkpoints = await CreateAsync();
        AuditHead[] heads = [.. Enumerable.Range(1, 500).Select(i => new AuditHead(AuditStream.ForList(ListId.Create()), i, new string('b', 64)))];

        await checkpoints.AddAsync(new AuditCheckpoint(Noon.AddDays(1), heads), default);
        await checkpoints.AddAsync(new AuditCheckpoint(Noon, []), default);

        AuditCheckpoint? latest = await checkpoints.FindLatestAsync(default);
        Assert.Equal(Noon.AddDays(1), latest?.At);
        Assert.Equal(heads, latest?.Heads);
    }

    [Fact]
    public async Task Add_SameInstant_IsRefusedAndReplacesNothing()
    {
        IAuditCheckpoints checkpoints = await CreateAsync();
        AuditHead head = new(AuditStream.ForList(ListId.Create()), 1, new string('c', 64));
        Assert.True(await checkpoints.AddAsync(new AuditCheckpoint(Noon, [head]), default));

        Assert.False(await checkpoints.AddAsync(new AuditCheckpoint(Noon, []), default));

        Assert.Equal([head], (await checkpoints.FindLatestAsync(default))?.Heads);
    }
}
