using System.Globalization;
using Outreach.Core.Audit;
using Xunit;

namespace Outreach.Testing.Audit;

/// <summary>What every <see cref="IAuditCheckpoints"/> promises.</summary>
public abstract class AuditCheckpointsContract
{
    /// <summary>Without any checkpoint yet.</summary>
    protected abstract Task<IAuditCheckpoints> CreateAsync();

    [Fact]
    public async Task List_Several_IsByNumberAndAsWritten()
    {
        IAuditCheckpoints checkpoints = await CreateAsync();
        foreach (long number in new long[] { 10, 2, 1 })
        {
            Assert.True(await checkpoints.AddAsync(new StoredCheckpoint(number, $"a.b.{number}"), default));
        }

        Assert.Equal([new(1, "a.b.1"), new(2, "a.b.2"), new(10, "a.b.10")], await ListAsync(checkpoints));
    }

    [Fact]
    public async Task Add_SameNumber_IsRefusedAndReplacesNothing()
    {
        IAuditCheckpoints checkpoints = await CreateAsync();
        await checkpoints.AddAsync(new StoredCheckpoint(1, "a.b.c"), default);

        Assert.False(await checkpoints.AddAsync(new StoredCheckpoint(1, "d.e.f"), default));
        Assert.True(await checkpoints.AddAsync(new StoredCheckpoint(1, "a.b.c"), default));

        Assert.Equal([new StoredCheckpoint(1, "a.b.c")], await ListAsync(checkpoints));
    }

    [Fact]
    public async Task Heads_OfALongList_ReadBackAsWritten()
    {
        IAuditCheckpoints checkpoints = await CreateAsync();
        string[] lines = [.. Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"lists/{i:x32} 1 {new string('b', 64)}"))];
        IHeadsWriter writer = checkpoints.WriteHeads("0000000001-long-heads");

        foreach (string line in lines)
        {
            await writer.WriteAsync(line, default);
        }

        Assert.Empty(await ReadAsync(checkpoints, "0000000001-long-heads"));
        await writer.CompleteAsync(default);
        Assert.Equal(lines, await ReadAsync(checkpoints, "0000000001-long-heads"));
        Assert.Empty(await ReadAsync(checkpoints, "0000000001-other-heads"));
    }

    [Fact]
    public async Task RemoveBelow_ANumber_RemovesOlderOnesWithTheirListsAndNothingElse()
    {
        IAuditCheckpoints checkpoints = await CreateAsync();
        for (long number = 1; number <= 3; number++)
        {
            IHeadsWriter writer = checkpoints.WriteHeads($"{number:D10}-x-heads");
            await writer.WriteAsync("line", default);
            await writer.CompleteAsync(default);
            await checkpoints.AddAsync(new StoredCheckpoint(number, $"a.b.{number}"), default);
        }

        Assert.Equal(2, await checkpoints.RemoveBelowAsync(3, default));

        Assert.Equal([new StoredCheckpoint(3, "a.b.3")], await ListAsync(checkpoints));
        Assert.Empty(await ReadAsync(checkpoints, "0000000002-x-heads"));
        Assert.Equal(["line"], await ReadAsync(checkpoints, "0000000003-x-heads"));
        Assert.Equal(0, await checkpoints.RemoveBelowAsync(3, default));
    }

    private static async Task<List<StoredCheckpoint>> ListAsync(IAuditCheckpoints checkpoints)
    {
        List<StoredCheckpoint> all = [];
        await foreach (StoredCheckpoint checkpoint in checkpoints.ListAsync(default))
        {
            all.Add(checkpoint);
        }

        return all;
    }

    private static async Task<List<string>> ReadAsync(IAuditCheckpoints checkpoints, string name)
    {
        List<string> lines = [];
        await foreach (string line in checkpoints.ReadHeadsAsync(name, default))
        {
            lines.Add(line);
        }

        return lines;
    }
}
