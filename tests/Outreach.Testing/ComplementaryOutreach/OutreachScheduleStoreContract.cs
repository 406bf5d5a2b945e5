using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IOutreachScheduleStore"/> promises.</summary>
public abstract class OutreachScheduleStoreContract
{
    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IOutreachScheduleStore> CreateAsync();

    [Fact]
    public async Task Put_OnTheVersionRead_Replaces_AndOnAnotherDoesNot()
    {
        IOutreachScheduleStore store = await CreateAsync();
        var schedule = new OutreachSchedule(
            _campaign, "0 0 9 * * 1", new WaveBody("WithoutPractitioner", "first-words", 2, ["Email"], ["2A", "971"], 40), SampleWaves.Author, Sample.Noon.AddTicks(1));
        Assert.Null(await store.FindAsync(_campaign, default));
        Assert.True(await store.TryPutAsync(schedule, etag: null, default));
        Versioned<OutreachSchedule> first = (await store.FindAsync(_campaign, default))!;

        Assert.False(await store.TryPutAsync(schedule, etag: null, default));
        OutreachSchedule later = schedule with { HandledUpTo = Sample.Noon.AddDays(3).AddTicks(5), LastFailure = "waves.template-not-approved" };
        Assert.True(await store.TryPutAsync(later, first.ETag, default));
        Assert.False(await store.TryPutAsync(schedule, first.ETag, default));

        OutreachSchedule found = (await store.FindAsync(_campaign, default))!.Value;
        Assert.Equal(schedule.Plan.Channels, found.Plan.Channels);
        Assert.Equal(schedule.Plan.Departments, found.Plan.Departments);
        Assert.Equal(later, found with { Plan = later.Plan });
        Assert.Equal(schedule.Plan, found.Plan with { Channels = schedule.Plan.Channels, Departments = schedule.Plan.Departments });
        Assert.Equal(schedule.SetAt, first.Value.HandledUpTo);
    }

    [Fact]
    public async Task Remove_Twice_IsThereOnce()
    {
        IOutreachScheduleStore store = await CreateAsync();
        await store.TryPutAsync(new OutreachSchedule(_campaign, "0 0 9 * * 1", new WaveBody(null, "first-words"), SampleWaves.Author, Sample.Noon), etag: null, default);

        Assert.True(await store.RemoveAsync(_campaign, default));
        Assert.False(await store.RemoveAsync(_campaign, default));
        Assert.Null(await store.FindAsync(_campaign, default));
    }
}
