using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IWaveStore"/> promises.</summary>
public abstract class WaveStoreContract
{
    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IWaveStore> CreateAsync();

    [Fact]
    public async Task Find_NeverAdded_IsNull() => Assert.Null(await (await CreateAsync()).FindAsync(_campaign, WaveId.Create(), default));

    [Fact]
    public async Task Add_WithAllItMayHold_IsFoundAsWrittenToTheTick()
    {
        IWaveStore store = await CreateAsync();
        Wave wave = SampleWaves.Ended(_campaign);

        Assert.True(await store.AddAsync(wave, default));

        AssertSame(wave, (await store.FindAsync(_campaign, wave.Id, default))!.Value);
    }

    [Fact]
    public async Task Add_WithNothingButItsPlan_HasNothingElse()
    {
        IWaveStore store = await CreateAsync();
        Wave wave = SampleWaves.Wave(_campaign);

        await store.AddAsync(wave, default);

        AssertSame(wave, (await store.FindAsync(_campaign, wave.Id, default))!.Value);
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Add_SameIdTwice_IsRefusedAndChangesNothing()
    {
        IWaveStore store = await CreateAsync();
        Wave wave = SampleWaves.Wave(_campaign);
        await store.AddAsync(wave, default);

        Assert.False(await store.AddAsync(wave with { State = WaveState.Running }, default));

        Assert.Equal(WaveState.Previewing, (await store.FindAsync(_campaign, wave.Id, default))?.Value.State);
    }

    [Fact]
    public async Task Replace_OldVersion_IsRefusedAndChangesNothing()
    {
        IWaveStore store = await CreateAsync();
        Wave wave = SampleWaves.Wave(_campaign);
        await store.AddAsync(wave, default);
        Versioned<Wave> read = (await store.FindAsync(_campaign, wave.Id, default))!;

        Assert.True(await store.ReplaceAsync(wave with { State = WaveState.Cancelled }, read.ETag, default));
        Assert.False(await store.ReplaceAsync(wave with { State = WaveState.Running }, read.ETag, default));

        Assert.Equal(WaveState.Cancelled, (await store.FindAsync(_campaign, wave.Id, default))?.Value.State);
    }

    [Fact]
    public async Task List_Several_IsNewestFirstAndOfOneCampaign()
    {
        IWaveStore store = await CreateAsync();
        Wave[] waves = [.. Enumerable.Range(0, 4).Select(day => SampleWaves.Wave(_campaign) with { CreatedAt = Sample.Noon.AddDays(day) })];
        foreach (Wave wave in waves.Append(SampleWaves.Wave(SamplePeople.NewCampaign())))
        {
            await store.AddAsync(wave, default);
        }

        Assert.Equal(waves.Reverse().Select(wave => wave.Id), await store.ListAsync(_campaign, default).Select(wave => wave.Id).ToListAsync());
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task Remove_OfACampaign_RemovesAtMostSoMany_AndNoOthers()
    {
        IWaveStore store = await CreateAsync();
        Wave other = SampleWaves.Wave(SamplePeople.NewCampaign());
        foreach (Wave wave in new[] { SampleWaves.Wave(_campaign), SampleWaves.Wave(_campaign), SampleWaves.Wave(_campaign), other })
        {
            await store.AddAsync(wave, default);
        }

        Assert.Equal(2, await store.RemoveAsync(_campaign, 2, default));
        Assert.Equal(1, await store.RemoveAsync(_campaign, 2, default));
        Assert.Equal(0, await store.RemoveAsync(_campaign, 2, default));
        Assert.NotNull(await store.FindAsync(other.Campaign, other.Id, default));
    }

    private static void AssertSame(Wave expected, Wave found)
    {
        Assert.Equal(expected.Plan.Channels, found.Plan.Channels);
        Assert.Equal(expected.Plan.Departments, found.Plan.Departments);
        Assert.Equal(expected.Plan, found.Plan with { Channels = expected.Plan.Channels, Departments = expected.Plan.Departments });
        Assert.Equal(expected.Preview?.Selected, found.Preview?.Selected);
        Assert.Equal(expected.Preview?.LeftOut, found.Preview?.LeftOut);
        Assert.Equal((expected.Preview?.Generation, expected.Preview?.CountedAt), (found.Preview?.Generation, found.Preview?.CountedAt));
        Assert.Equal(expected, found with { Plan = expected.Plan, Preview = expected.Preview });
    }
}
