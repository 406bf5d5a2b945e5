using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Xunit;

namespace Outreach.Testing.Register.Runs;

/// <summary>What every <see cref="IImportRunStore"/> promises.</summary>
public abstract class ImportRunStoreContract
{
    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IImportRunStore> CreateAsync();

    [Fact]
    public async Task Add_ThenFind_IsAsWrittenAndAddedOnce()
    {
        IImportRunStore store = await CreateAsync();
        ImportRun run = Sample();

        Assert.Null(await store.FindAsync(_campaign, run.Id, default));
        Assert.True(await store.TryAddAsync(run, default));
        Assert.False(await store.TryAddAsync(run with { Parts = 7 }, default));

        ImportRun found = (await store.FindAsync(_campaign, run.Id, default))!.Value;
        Assert.Equal(run with { Counts = found.Counts }, found);
        Assert.Equal(run.Counts.ByReason, found.Counts.ByReason);
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Replace_OfTheVersionThatWasRead_OneWins()
    {
        IImportRunStore store = await CreateAsync();
        ImportRun run = Sample();
        await store.TryAddAsync(run, default);
        string etag = (await store.FindAsync(_campaign, run.Id, default))!.ETag;

        Assert.True(await store.TryReplaceAsync(run with { State = ImportState.Matching }, etag, default));
        Assert.False(await store.TryReplaceAsync(run with { State = ImportState.Failed }, etag, default));

        Assert.Equal(ImportState.Matching, (await store.FindAsync(_campaign, run.Id, default))!.Value.State);
    }

    [Fact]
    public async Task Progress_ToldAgain_ReplacesAndGoesWithItsImport()
    {
        IImportRunStore store = await CreateAsync();
        ImportRun run = Sample();
        ImportRun other = Sample();
        await store.TryAddAsync(run, default);
        await store.TryAddAsync(other, default);
        ImportProgress told = new(ImportPhase.Loading, 3, 10, 20, 10, 0, IsComplete: false) { ByReason = new Dictionary<string, long> { ["register.quotes"] = 1 } };

        await store.TellAsync(_campaign, run.Id, told, default);
        await store.TellAsync(_campaign, run.Id, told with { Phase = ImportPhase.Matching }, default);
        await store.TellAsync(_campaign, run.Id, told with { Done = 20, IsComplete = true }, default);

        IReadOnlyList<ImportProgress> read = await store.ReadProgressAsync(_campaign, run.Id, default);
        Assert.Equal([(ImportPhase.Matching, 10L), (ImportPhase.Loading, 20L)], read.OrderBy(part => part.Phase).Select(part => (part.Phase, part.Done)));
        Assert.All(read, part => Assert.Equal(told.ByReason, part.ByReason));
        Assert.Empty(await store.ReadProgressAsync(_campaign, other.Id, default));
        await store.RemoveAsync(_campaign, run.Id, default);
        await store.RemoveAsync(_campaign, run.Id, default);
        Assert.Empty(await store.ReadProgressAsync(_campaign, run.Id, default));
        Assert.Equal(other.Id, Assert.Single(await store.ListAsync(_campaign, default).ToListAsync()).Id);
        Assert.Empty(await store.ListAsync(SamplePeople.NewCampaign(), default).ToListAsync());
    }

    private ImportRun Sample() => new()
    {
        Campaign = _campaign,
        Id = new ImportId(RandomId.Create()),
        Extract = "extract.csv.gz",
        Actor = "system",
        LandedAt = new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero),
        AskedAt = new DateTimeOffset(2026, 11, 2, 12, 0, 1, TimeSpan.Zero),
        Kind = ImportKind.Delta,
        State = ImportState.Reading,
        Parts = 4,
        Counts = new RegisterImportCounts(3, 1, 0, new Dictionary<string, long> { ["register.quotes"] = 1 }),
        Fault = new ImportFault("register.encoding", "English.", "Français."),
        EndedAt = new DateTimeOffset(2026, 11, 2, 13, 0, 0, TimeSpan.Zero),
    };
}
