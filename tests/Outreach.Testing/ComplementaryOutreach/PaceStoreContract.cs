using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IPaceStore"/> promises.</summary>
public abstract class PaceStoreContract
{
    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IPaceStore> CreateAsync();

    [Fact]
    public async Task Reserve_OnTheVersionRead_KeepsBoth_AndOnAnotherNothing()
    {
        IPaceStore store = await CreateAsync();
        PaceState one = State(1), two = State(2);
        WavePart first = SampleMessages.Part(number: 1), second = SampleMessages.Part(number: 2);
        Assert.Null(await store.FindAsync(_campaign, default));
        Assert.Null(await store.FindSlotAsync(_campaign, first, default));

        Assert.True(await store.TryReserveAsync(_campaign, one, etag: null, new PaceReservation(first, Sample.Noon), default));
        Versioned<PaceState> read = (await store.FindAsync(_campaign, default))!;
        Assert.False(await store.TryReserveAsync(_campaign, two, etag: null, new PaceReservation(second, Sample.Noon), default));
        Assert.True(await store.TryReserveAsync(_campaign, two, read.ETag, new PaceReservation(first, Sample.Noon.AddTicks(1)), default));
        Assert.False(await store.TryReserveAsync(_campaign, one, read.ETag, new PaceReservation(second, Sample.Noon), default));

        Versioned<PaceState> last = (await store.FindAsync(_campaign, default))!;
        Assert.Equal(two.Days, last.Value.Days);
        Assert.Equal(two.Busy[OutreachChannel.Sms], last.Value.Busy[OutreachChannel.Sms]);
        Assert.Equal(Sample.Noon.AddTicks(1), await store.FindSlotAsync(_campaign, first, default));
        Assert.Null(await store.FindSlotAsync(_campaign, second, default));
    }

    [Fact]
    public async Task Trim_RemovesWhatIsBeforeAnInstant_AtMostSoMany_AndForgetTheRest()
    {
        IPaceStore store = await CreateAsync();
        CampaignId other = SamplePeople.NewCampaign();
        WavePart[] parts = [.. Enumerable.Range(0, 4).Select(number => SampleMessages.Part(number: number))];
        foreach ((int i, WavePart part) in parts.Index())
        {
            string? etag = (await store.FindAsync(_campaign, default))?.ETag;
            Assert.True(await store.TryReserveAsync(_campaign, State(i), etag, new PaceReservation(part, Sample.Noon.AddTicks(i)), default));
        }

        await store.TryReserveAsync(other, State(1), etag: null, new PaceReservation(parts[0], Sample.Noon), default);

        Assert.Equal(2, await store.TrimAsync(_campaign, Sample.Noon.AddTicks(3), 2, default));
        Assert.Equal(1, await store.TrimAsync(_campaign, Sample.Noon.AddTicks(3), 2, default));
        Assert.Equal(Sample.Noon.AddTicks(3), await store.FindSlotAsync(_campaign, parts[3], default));
        Assert.NotNull(await store.FindAsync(_campaign, default));
        Assert.Equal(2, await store.ForgetAsync(_campaign, 10, default));
        Assert.Equal(0, await store.ForgetAsync(_campaign, 10, default));
        Assert.Null(await store.FindAsync(_campaign, default));
        Assert.NotNull(await store.FindSlotAsync(other, parts[0], default));
    }

    private static PaceState State(int messages) => new(
        new Dictionary<DateOnly, int> { [new DateOnly(2026, 11, 24)] = messages },
        new Dictionary<OutreachChannel, IReadOnlyList<BusyTime>> { [OutreachChannel.Sms] = [new BusyTime(Sample.Noon, Sample.Noon.AddTicks(messages + 1))] });
}
