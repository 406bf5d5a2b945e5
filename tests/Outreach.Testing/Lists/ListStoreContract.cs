using Outreach.Core;
using Outreach.Core.Audit;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Testing.Lists;

/// <summary>What every <see cref="IListStore"/> promises.</summary>
public abstract class ListStoreContract
{
    private static readonly ListSecrets Secrets = new([1, 2, 3], [new RowRef(1), new RowRef(ulong.MaxValue)]);

    protected abstract Task<IListStore> CreateAsync();

    [Fact]
    public async Task Find_NeverStored_IsNull()
    {
        IListStore store = await CreateAsync();

        Assert.Null(await store.FindAsync(ListId.Create(), default));
    }

    [Fact]
    public async Task TryPut_New_IsFoundAsWritten()
    {
        IListStore store = await CreateAsync();
        ListRecord record = Sample.Record() with
        {
            State = ListState.Destroyed,
            End = EndReason.Deleted,
            EndedAt = Sample.Noon.AddTicks(-7),
            DestroyedAt = Sample.Noon,
            HistoryPurgedAt = Sample.Noon.AddTicks(3),
            Obstacle = new ObstacleFound(Obstacle.HistoryRunning, Sample.Noon.AddTicks(1)),
            OpenedAt = Sample.Noon.AddHours(-1),
            AttestedAt = Sample.Noon.AddHours(1),
            Attestation = new Attestation(Copies.Deleted, Prints: null, 5, "def"),
        };
        record = record with { Receipt = new AuditReceipt(AuditStream.ForList(record.Id), 4, "abc") };

        string? version = await store.TryPutAsync(record, etag: null, default);

        Versioned<ListRecord>? found = await store.FindAsync(record.Id, default);
        Assert.Equal(record, found?.Value);
        Assert.Equal(version, found?.ETag);
    }

    [Fact]
    public async Task TryPut_SecondInsert_IsRefusedAndChangesNothing()
    {
        IListStore store = await CreateAsync();
        ListRecord record = Sample.Record();
        await store.TryPutAsync(record, Secrets, etag: null, default);

        string? second = await store.TryPutAsync(record with { Rows = 99 }, new ListSecrets([9], []), etag: null, default);

        Assert.Null(second);
        Assert.Equal(3, (await store.FindAsync(record.Id, default))?.Value.Rows);
        Assert.Equal(Secrets.WrappedShare, await store.FindShareAsync(record.Id, default));
    }

    [Fact]
    public async Task TryPut_OldVersion_IsRefusedAndChangesNothing()
    {
        IListStore store = await CreateAsync();
        ListRecord record = Sample.Record();
        string old = (await store.TryPutAsync(record, Secrets, etag: null, default))!;
        await store.TryPutAsync(record with { Rows = 4 }, old, default);

        string? late = await store.TryPutAsync(record with { Rows = 5 }, new ListSecrets([9], []), old, default);

        Assert.Null(late);
        Assert.Equal(4, (await store.FindAsync(record.Id, default))?.Value.Rows);
        Assert.Equal(Secrets.WrappedShare, await store.FindShareAsync(record.Id, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(330)]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public async Task RowRefs_OfAnyList_ComeBackInOrder(int rows)
    {
        IListStore store = await CreateAsync();
        ListRecord record = Sample.Record();
        RowRef[] refs = [.. Enumerable.Range(0, rows).Select(i => new RowRef((ulong)i * 0x9E37_79B9_7F4A_7C15))];

        await store.TryPutAsync(record, new ListSecrets([1], refs), etag: null, default);

        Assert.Equal(refs, await store.ReadRowRefsAsync(record.Id, default));
    }

    [Fact]
    public async Task DestroySecrets_Twice_LeavesTheRecordAlone()
    {
        IListStore store = await CreateAsync();
        ListRecord record = Sample.Record();
        await store.TryPutAsync(record, Secrets, etag: null, default);
        await store.TryTakeOpeningAsync(record.Id, 5, default);

        Assert.True(await store.DestroySecretsAsync(record.Id, default));
        Assert.True(await store.DestroySecretsAsync(record.Id, default));

        Assert.Null(await store.FindShareAsync(record.Id, default));
        Assert.Empty(await store.ReadRowRefsAsync(record.Id, default));
        Assert.Equal(record, (await store.FindAsync(record.Id, default))?.Value);
    }

    /// <summary>Whatever is counted at the same instant: afterwards nothing is there, or it is said that something is.</summary>
    [Fact]
    [Trait("threat", "33")]
    public async Task DestroySecrets_WhileOpeningsAreCounted_AnswersWhatIsTrue()
    {
        IListStore store = await CreateAsync();
        ListRecord record = Sample.Record();
        await store.TryPutAsync(record, Secrets, etag: null, default);

        Task<int?[]> openings = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => store.TryTakeOpeningAsync(record.Id, 100, default))));
        bool[] gone = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => store.DestroySecretsAsync(record.Id, default))));
        await openings;

        Assert.Contains(true, gone);
        Assert.Null(await store.FindShareAsync(record.Id, default));
        Assert.True(await store.DestroySecretsAsync(record.Id, default));
    }

    [Fact]
    public async Task ListLiving_ByPrefix_FindsWhatIsNotDestroyedAndNothingElse()
    {
        IListStore store = await CreateAsync();
        ListRecord[] all = [.. Enum.GetValues<ListState>().Select(state => Sample.Record() with { State = state })];
        foreach (ListRecord record in all)
        {
            await store.TryPutAsync(record, Secrets, etag: null, default);
        }

        foreach (ListRecord record in all)
        {
            List<ListRecord> found = [];
            await foreach (ListRecord living in store.ListLivingAsync(record.Id.Value[..8], default))
            {
                found.Add(living);
            }

            Assert.Equal(record.State == ListState.Destroyed ? [] : [record], found);
        }
    }

    [Fact]
    public async Task Remove_Twice_LeavesNothing()
    {
        IListStore store = await CreateAsync();
        ListRecord record = Sample.Record();
        await store.TryPutAsync(record, Secrets, etag: null, default);
        await store.TryTakeOpeningAsync(record.Id, 5, default);

        await store.RemoveAsync(record.Id, default);
        await store.RemoveAsync(record.Id, default);

        Assert.Null(await store.FindAsync(record.Id, default));
        Assert.Null(await store.FindShareAsync(record.Id, default));
        Assert.Equal(4, await store.TryTakeOpeningAsync(record.Id, 5, default));
    }

    [Fact]
    public async Task Read_ManyLists_GivesEachOnceInTheOrderOfIds()
    {
        IListStore store = await CreateAsync();
        string campaign = "c" + RandomId.Create()[..12];
        List<ListRecord> records = [];
        for (int i = 0; i < 130; i++)
        {
            records.Add(Sample.Record(Sample.Request(campaign)));
            await store.TryPutAsync(records[^1], Secrets, etag: null, default);
        }

        ListRecord other = Sample.Record();
        await store.TryPutAsync(other, Secrets, etag: null, default);
        records.Sort((left, right) => string.CompareOrdinal(left.Id.Value, right.Id.Value));

        List<ListRecord> own = await store.ReadAsync(records[0].Campaign, after: null, default).ToListAsync();
        List<ListRecord> rest = await store.ReadAsync(records[0].Campaign, records[99].Id, default).ToListAsync();
        List<ListId> all = await store.ReadAsync(campaign: null, after: null, default).Select(record => record.Id).ToListAsync();

        Assert.Equal(records, own);
        Assert.Equal(records[100..], rest);
        Assert.Equal(all.OrderBy(id => id.Value, StringComparer.Ordinal), all);
        Assert.Contains(other.Id, all);
    }

    [Fact]
    public async Task ReadWithSecrets_SomeDestroyed_NamesTheOthersOnceInTheOrderOfIds()
    {
        IListStore store = await CreateAsync();
        ListRecord[] records = [.. Enumerable.Range(0, 6).Select(_ => Sample.Record())];
        foreach (ListRecord record in records)
        {
            await store.TryPutAsync(record, Secrets, etag: null, default);
            await store.TryTakeOpeningAsync(record.Id, 5, default);
        }

        await store.DestroySecretsAsync(records[0].Id, default);

        List<ListId> found = await store.ReadWithSecretsAsync(default).ToListAsync();
        Assert.Equal(records[1..].Select(record => record.Id).ToHashSet(), found.Where(id => records.Any(record => record.Id == id)).ToHashSet());
        Assert.Equal(found.Distinct().OrderBy(id => id.Value, StringComparer.Ordinal), found);
        Assert.False(await store.HasSecretsAsync(records[0].Id, default));
        Assert.True(await store.HasSecretsAsync(records[1].Id, default));
    }

    [Fact]
    [Trait("threat", "21")]
    public async Task TryTakeOpening_InParallel_GivesExactlyTheLimit()
    {
        IListStore store = await CreateAsync();
        ListId list = ListId.Create();

        int?[] taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.TryTakeOpeningAsync(list, 7, default))));

        Assert.Equal(7, taken.Count(left => left is not null));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], taken.OfType<int>().Order());
    }

    [Fact]
    public async Task ReturnOpening_AfterTheLimit_LetsOneMoreBeTaken()
    {
        IListStore store = await CreateAsync();
        ListId list = ListId.Create();
        await store.TryTakeOpeningAsync(list, 1, default);

        await store.ReturnOpeningAsync(list, default);
        Assert.False(await store.HasSecretsAsync(list, default));

        Assert.Equal(0, await store.TryTakeOpeningAsync(list, 1, default));
        Assert.Null(await store.TryTakeOpeningAsync(list, 1, default));
    }
}
