using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IShareTallies"/> promises.</summary>
public abstract class ShareTalliesContract
{
    private readonly CampaignId _campaign = SamplePeople.NewCampaign();
    private readonly WaveId _wave = WaveId.Create();

    protected abstract Task<IShareTallies> CreateAsync();

    [Fact]
    public async Task Read_AfterSharesWereSet_IsTheSumOfTheLatest()
    {
        IShareTallies tallies = await CreateAsync();
        await tallies.PutAsync(_campaign, _wave, WaveShard.OfDepartment("75"), Tally(7), default);
        await tallies.PutAsync(_campaign, _wave, WaveShard.OfDepartment("75"), Tally(3), default);
        await tallies.PutAsync(_campaign, _wave, WaveShard.OfDoctors(10), Tally(20), default);
        await tallies.PutAsync(_campaign, WaveId.Create(), WaveShard.OfDoctors(10), Tally(100), default);

        Assert.Equal(Tally(23), await tallies.ReadAsync(_wave, default));
        Assert.Equal(WaveTally.None, await tallies.ReadAsync(WaveId.Create(), default));
    }

    [Fact]
    public async Task ForgetCampaign_LeavesNothingOfIt_AndOthers()
    {
        IShareTallies tallies = await CreateAsync();
        WaveId other = WaveId.Create();
        await tallies.PutAsync(_campaign, _wave, WaveShard.OfDepartment("75"), Tally(7), default);
        await tallies.PutAsync(_campaign, _wave, WaveShard.OfDepartment("13"), Tally(7), default);
        await tallies.PutAsync(SamplePeople.NewCampaign(), other, WaveShard.OfDepartment("13"), Tally(1), default);

        Assert.InRange(await tallies.ForgetCampaignAsync(_campaign, 1, default), 1, 1);
        Assert.InRange(await tallies.ForgetCampaignAsync(_campaign, 10, default), 1, 3);
        Assert.Equal(0, await tallies.ForgetCampaignAsync(_campaign, 10, default));

        Assert.Equal(WaveTally.None, await tallies.ReadAsync(_wave, default));
        Assert.Equal(Tally(1), await tallies.ReadAsync(other, default));
    }

    private static WaveTally Tally(int count) => new(count, count + count, 0, 0, 0, 0, 0);
}
