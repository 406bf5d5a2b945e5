using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IWaveAllowances"/> promises.</summary>
public abstract class WaveAllowancesContract
{
    private readonly CampaignId _campaign = SamplePeople.NewCampaign();
    private readonly WaveLimit _limit = new(RandomId.Create(), 100);

    protected abstract Task<IWaveAllowances> CreateAsync();

    [Fact]
    [Trait("threat", "33")]
    public async Task Set_Twice_IsOnce()
    {
        IWaveAllowances allowances = await CreateAsync();

        Assert.Equal(60, await allowances.SetAsync(_campaign, _limit, "one", 60, default));
        Assert.Equal(60, await allowances.SetAsync(_campaign, _limit, "one", 60, default));
        Assert.Equal(40, await allowances.SetAsync(_campaign, _limit, "two", 60, default));
        Assert.Equal(0, await allowances.SetAsync(_campaign, _limit, "three", 60, default));
    }

    [Fact]
    public async Task Set_Less_GivesBack()
    {
        IWaveAllowances allowances = await CreateAsync();
        await allowances.SetAsync(_campaign, _limit, "one", 100, default);

        Assert.Equal(30, await allowances.SetAsync(_campaign, _limit, "one", 30, default));

        Assert.Equal(70, await allowances.SetAsync(_campaign, _limit, "two", 90, default));
        Assert.Equal(90, await allowances.SetAsync(_campaign, _limit with { Name = RandomId.Create() }, "two", 90, default));
    }

    [Fact]
    public async Task Set_ByManyAtOnce_IsNeverMoreThanTheLimit()
    {
        IWaveAllowances allowances = await CreateAsync();

        int[] granted = await Task.WhenAll(Enumerable.Range(0, 16).Select(page => Task.Run(() => allowances.SetAsync(_campaign, _limit, $"page-{page}", 9, default))));

        Assert.Equal(100, granted.Sum());
    }
}
