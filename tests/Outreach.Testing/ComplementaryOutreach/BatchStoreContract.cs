using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IBatchStore"/> promises.</summary>
public abstract class BatchStoreContract
{
    private readonly CampaignId _campaign = SamplePeople.NewCampaign();
    private readonly WaveId _wave = WaveId.Create();

    protected abstract Task<IBatchStore> CreateAsync();

    [Fact]
    [Trait("threat", "56")]
    public async Task Add_TheSamePartTwice_KeepsTheFirst()
    {
        IBatchStore store = await CreateAsync();
        BatchRecord first = Batch(0);

        Assert.Null(await store.FindAsync(_campaign, _wave, first.Part, default));
        Assert.True(await store.AddAsync(first, default));
        Assert.False(await store.AddAsync(first with { Sha256 = new string('b', 64) }, default));

        AssertSame(first, (await store.FindAsync(_campaign, _wave, first.Part, default))!.Value);
    }

    /// <summary>As many ids as a part may hold fit into a record.</summary>
    [Fact]
    public async Task Add_TheLargestPart_IsReadBackWhole()
    {
        IBatchStore store = await CreateAsync();
        BatchRecord largest = Batch(0) with { Messages = [.. Enumerable.Range(0, PaceRules.LargestPart).Select(_ => new MessageId(RandomId.Create()))] };

        await store.AddAsync(largest, default);

        AssertSame(largest, (await store.FindAsync(_campaign, _wave, largest.Part, default))!.Value);
    }

    [Fact]
    public async Task Replace_OnTheVersionRead_Replaces_AndOnAnotherDoesNot()
    {
        IBatchStore store = await CreateAsync();
        BatchRecord batch = Batch(0), gone = batch with { End = BatchEnd.Expired, DestroyedAt = Sample.Noon.AddDays(14) };
        await store.AddAsync(batch, default);
        string version = (await store.FindAsync(_campaign, _wave, batch.Part, default))!.ETag;

        Assert.True(await store.ReplaceAsync(gone, version, default));
        Assert.False(await store.ReplaceAsync(batch, version, default));

        AssertSame(gone, (await store.FindAsync(_campaign, _wave, batch.Part, default))!.Value);
    }

    [Fact]
    public async Task List_OfAWave_IsInTheOrderOfPartsAndGoesOnAfterOne()
    {
        IBatchStore store = await CreateAsync();
        foreach (int i in new[] { 2, 0, 1 })
        {
            await store.AddAsync(Batch(i), default);
        }

        await store.AddAsync(Batch(3) with { Wave = WaveId.Create() }, default);

        Assert.Equal([Batch(0).Part, Batch(1).Part, Batch(2).Part], await PartsAsync(store.ListAsync(_campaign, _wave, "", default)));
        Assert.Equal([Batch(2).Part], await PartsAsync(store.ListAsync(_campaign, _wave, Batch(1).Part, default)));
    }

    [Fact]
    public async Task Kept_OfACampaign_AreThoseMadeByThenAndNotDestroyed()
    {
        IBatchStore store = await CreateAsync();
        BatchRecord old = Batch(0), other = Batch(0) with { Wave = WaveId.Create() }, young = Batch(1) with { CreatedAt = Sample.Noon.AddTicks(1) };
        BatchRecord gone = Batch(2) with { End = BatchEnd.Acknowledged, DestroyedAt = Sample.Noon };
        BatchRecord foreign = Batch(3) with { Campaign = CampaignId.Parse($"{_campaign.Value}-b") };
        foreach (BatchRecord batch in new[] { old, other, young, gone, foreign })
        {
            await store.AddAsync(batch, default);
        }

        List<BatchRecord> kept = [];
        await foreach (BatchRecord batch in store.KeptAsync(_campaign, Sample.Noon, default))
        {
            kept.Add(batch);
        }

        Assert.Equal(new[] { old.Wave, other.Wave }.ToHashSet(), kept.Select(batch => batch.Wave).ToHashSet());
        Assert.Equal(2, kept.Count);
        Assert.Equal(3, await store.RemoveAsync(_campaign, 3, default));
        Assert.Equal(1, await store.RemoveAsync(_campaign, 3, default));
        Assert.NotNull(await store.FindAsync(foreign.Campaign, _wave, foreign.Part, default));
    }

    private BatchRecord Batch(int number)
    {
        WavePart part = SampleMessages.Part(number: number, wave: _wave);
        return new BatchRecord(
            _campaign, _wave, part.Name, OutreachChannel.Sms, BatchShelf.BlobName(_campaign, _wave, part.Name), new string('a', 64), "key",
            [new MessageId(RandomId.Create())], [new DateOnly(2026, 11, 8)], Sample.Noon);
    }

    private static async Task<List<string>> PartsAsync(IAsyncEnumerable<BatchRecord> batches)
    {
        List<string> parts = [];
        await foreach (BatchRecord batch in batches)
        {
            parts.Add(batch.Part);
        }

        return parts;
    }

    private static void AssertSame(BatchRecord expected, BatchRecord actual)
    {
        Assert.Equal(expected.Messages, actual.Messages);
        Assert.Equal(expected.NotOn, actual.NotOn);
        Assert.Equal(expected with { Messages = [], NotOn = [] }, actual with { Messages = [], NotOn = [] });
    }
}
