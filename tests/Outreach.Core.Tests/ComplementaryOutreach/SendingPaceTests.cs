using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Testing.Campaigns;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class InMemoryPaceStoreTests : PaceStoreContract
{
    protected override Task<IPaceStore> CreateAsync() => Task.FromResult<IPaceStore>(new InMemoryPaceStore());
}

public sealed class SendingPaceTests : IDisposable
{
    private static readonly Campaign Campaign = SampleCampaign.Create();
    private static readonly PaceRules Rules = new() { MessagesPerDay = 1_000 };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero));
    private readonly InMemoryPaceStore _store = new();
    private readonly SendingPace _pace;

    public SendingPaceTests() => _pace = Pace();

    public void Dispose() => _pace.Dispose();

    [Fact]
    [Trait("threat", "60")]
    public async Task Reserve_TheSamePartAgain_IsOneReservation()
    {
        WavePart part = SampleMessages.Part();

        DateTimeOffset first = await ReserveAsync(part, 600);
        DateTimeOffset second = await ReserveAsync(part, 600);
        DateTimeOffset other = await ReserveAsync(SampleMessages.Part(number: 1), 400);

        Assert.Equal((_time.GetUtcNow(), first), (first, second));
        Assert.Equal(first.Date, other.Date);
    }

    [Fact]
    [Trait("threat", "60")]
    public async Task Reserve_ThePartOfAnotherDay_IsTheSameUntilItsTimeHasPassed()
    {
        await ReserveAsync(SampleMessages.Part(), 1_000);
        WavePart waiting = SampleMessages.Part(number: 1);
        DateTimeOffset slot = await ReserveAsync(waiting, 10);
        _time.SetUtcNow(slot);

        DateTimeOffset onTime = await ReserveAsync(waiting, 10);
        _time.Advance(TimeSpan.FromTicks(1));
        DateTimeOffset late = await ReserveAsync(waiting, 10);

        Assert.Equal(new DateTimeOffset(2026, 11, 25, 7, 0, 0, TimeSpan.Zero), slot);
        Assert.Equal(slot, onTime);
        Assert.True(late > slot);
    }

    [Fact]
    [Trait("threat", "60")]
    public async Task Reserve_ManyWorkersAtOnce_StayWithinTheCap()
    {
        SendingPace[] workers = [.. Enumerable.Range(0, 8).Select(_ => Pace())];

        DateTimeOffset[] slots = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(() => workers[i % 8].ReserveAsync(Campaign, SampleMessages.Part(number: i / 2), "75", 100, default))));

        // Twenty parts, each asked for by two workers: ten a day.
        Assert.Equal(20, slots.Distinct().Count());
        Assert.All(slots.Distinct().GroupBy(slot => slot.Date), day => Assert.Equal(10, day.Count()));
        Array.ForEach(workers, worker => worker.Dispose());
    }

    [Fact]
    public async Task Reserve_SomebodyIsAlwaysFaster_GivesUpForNow()
    {
        bool within = false;
        int number = 100;
        _store.BeforeReserving = async () =>
        {
            if (!within)
            {
                within = true;
                using SendingPace other = Pace();
                await other.ReserveAsync(Campaign, SampleMessages.Part(number: ++number), "75", 1, default);
                within = false;
            }
        };

        await Assert.ThrowsAsync<TransientDependencyException>(() => ReserveAsync(SampleMessages.Part(), 1));
    }

    [Fact]
    public async Task Duty_TrimsADayAfterwards_AndForgetsAClosedCampaign()
    {
        var campaigns = new InMemoryCampaignStore();
        await campaigns.AddAsync(Campaign, default);
        DateTimeOffset slot = await ReserveAsync(SampleMessages.Part(), 1);
        var duty = new PaceRowsDuty(campaigns, _store);

        int tooEarly = (await duty.RunAsync(slot.AddDays(1), default)).Removed;
        int trimmed = (await duty.RunAsync(slot.AddDays(1).AddTicks(1), default)).Removed;
        await campaigns.ReplaceAsync(Campaign with { State = CampaignState.Closed }, (await campaigns.FindAsync(Campaign.Id, default))!.ETag, default);
        int forgotten = (await duty.RunAsync(slot.AddDays(2), default)).Removed;

        Assert.Equal((0, 1, 1), (tooEarly, trimmed, forgotten));
        Assert.Null(await _store.FindAsync(Campaign.Id, default));
    }

    private Task<DateTimeOffset> ReserveAsync(WavePart part, int messages) => _pace.ReserveAsync(Campaign, part, "75", messages, default);

    private SendingPace Pace()
    {
        var quiet = new QuietTimes(Rules);
        return new SendingPace(_store, new PacePolicy(Rules, quiet), quiet, _time);
    }
}
