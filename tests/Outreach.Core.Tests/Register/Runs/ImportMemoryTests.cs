using Outreach.Core.Register.Runs;
using Xunit;

namespace Outreach.Core.Tests.Register.Runs;

/// <summary>What an import takes of memory. The process counts for all its threads, so that nothing else may run meanwhile.</summary>
[Collection(nameof(ImportMemoryTests))]
[CollectionDefinition(nameof(ImportMemoryTests), DisableParallelization = true)]
public sealed class ImportMemoryTests
{
    [Fact]
    [Trait("threat", "57")]
    public async Task Import_ZipBomb_IsRefusedEarlyAndInBoundedMemory()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] bomb = ImportInputTests.Bomb(megabytes: 512);
        world.Land(bomb);
        ImportRun run = await world.StartAsync();
        long before = GC.GetTotalAllocatedBytes();

        await world.ReadAsync(run);

        Assert.Equal("register.gzip-too-dense", (await world.EndAsync(run)).Fault?.Code);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 * 1024 * 1024);
    }
}
