using System.Text;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

/// <summary>What dispatchers say became of messages.</summary>
public sealed class ReportDeliveriesTests
{
    private const string Actor = "Insurer:0123456789abcdef0123456789abcdef";

    [Fact]
    [Trait("threat", "33")]
    public async Task Report_Twice_CountsOnce_InTheWaveToo_AndSaysSoInTheTrailByCountsAlone()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await SendingStory.PlayAsync(world);
        string report = $"message_id,status,at\n{world.MessageOf(0)},delivered,2026-11-02T10:00:00Z\n{world.MessageOf(1)},UNDELIVERED,\n{RandomId.Create()},delivered,\n";

        DeliveryCounts first = (await ReportAsync(world, report)).Value!;
        DeliveryCounts second = (await ReportAsync(world, report)).Value!;

        Assert.Equal((2, 0, 1, 0), (first.Recorded, first.Known, first.Unknown, first.Invalid));
        Assert.Equal((0, 2, 1, 0), (second.Recorded, second.Known, second.Unknown, second.Invalid));
        WaveTally tally = (await world.FindWaveAsync()).Tally!;
        Assert.Equal((30, 1, 1), (tally.HandedOver, tally.Delivered, tally.Undelivered));
        Assert.Equal(tally, await world.Stores.Tallies.ReadAsync(world.Wave.Id, default));
        AuditEntry entry = await world.Audit.ReadAsync(AuditStream.ForCampaign(world.Campaign.Id), default).FirstAsync(one => one.Type == ReportDeliveriesHandler.Reported);
        Assert.Equal(["loaded", "rows", "wave"], entry.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Actor, entry.Actor);
    }

    /// <summary>Who was not reached must look like who was.</summary>
    [Fact]
    [Trait("threat", "59")]
    public async Task Report_Undelivered_DoesNotMakeThePersonFree()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await SendingStory.PlayAsync(world);

        await ReportAsync(world, $"message_id,status\n{world.MessageOf(0)},undelivered\n");

        var list = ContactAct.For(new PractitionerRef(RandomId.Create()), ListId.Create());
        Assert.Empty(await world.Stores.Ledger.ClaimAsync(world.Book, list, [world.People[0].Ref], default));
    }

    /// <summary>Never made, another wave's, or withheld: the answer is the same.</summary>
    [Fact]
    [Trait("threat", "17")]
    public async Task Report_OfWhatWasNotHandedOver_IsUnknownLikeAnyOther()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        world.Pace.NotBefore = _ => world.Time.GetUtcNow().AddMinutes(5);
        await SendingStory.ShareAsync(world, SendingWorld.Shards[0], world.Pages.Generation, () =>
        {
            world.Cancel();
            return Task.CompletedTask;
        });
        await SendingStory.SettleAsync(world);

        DeliveryCounts counts = (await ReportAsync(world, $"message_id,status\n{world.MessageOf(0)},delivered\n{RandomId.Create()},delivered\n")).Value!;

        Assert.Equal((0, 0, 2), (counts.Recorded, counts.Known, counts.Unknown));
    }

    [Fact]
    public async Task Report_LinesThatAreNone_AreNamedByTheirPlace_AndTheOthersRecorded()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await SendingStory.PlayAsync(world);

        DeliveryCounts counts = (await ReportAsync(world,
            $"message_id,status\r\nxyz,delivered\r\n{world.MessageOf(0)},maybe\r\n\r\n{world.MessageOf(1)},delivered,,,\r\n{new string('a', 500)},x\r\n{world.MessageOf(2)},delivered")).Value!;

        Assert.Equal((1, 4), (counts.Recorded, counts.Invalid));
        Assert.Equal([2, 3, 5, 6], counts.InvalidLines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,state\n")]
    [InlineData("message_id\n")]
    [InlineData("status,message_id\n")]
    public async Task Report_WithoutItsHeader_IsRefused(string report)
    {
        using SendingWorld world = await SendingWorld.CreateAsync();

        Assert.Equal(DeliveryFailures.HeaderMissing, (await ReportAsync(world, report)).Failure);
    }

    [Fact]
    public async Task Report_WithAByteOrderMark_IsRead_AndWhatIsNotUtf8IsNoReport()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await SendingStory.PlayAsync(world);

        Assert.Equal(1, (await ReportAsync(world, $"\uFEFFmessage_id,status\n{world.MessageOf(0)},delivered\n")).Value!.Recorded);
        byte[] latin = [.. Encoding.UTF8.GetBytes("message_id,status\n"), 0xE9, 0xE8, (byte)'\n'];
        Assert.Equal([2], (await ReportAsync(world, latin)).Value!.InvalidLines);
    }

    [Fact]
    public async Task Report_OfAnotherCampaignsOrNoWave_IsNotFound()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        using var report = new DeliveryReportReader(new MemoryStream("message_id,status\n"u8.ToArray()));

        Assert.Equal(WaveFailures.NotFound, (await world.Report.RunAsync("another-campaign", world.Wave.Id.Value, Actor, report, default)).Failure);
        Assert.Equal(WaveFailures.NotFound, (await world.Report.RunAsync(world.Campaign.Id.Value, "x", Actor, report, default)).Failure);
    }

    [Fact]
    public async Task Duty_OfAClosedCampaign_LeavesNothing_AndLeavesOpenOnesAlone()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await SendingStory.PlayAsync(world);
        var duty = new OutboxRowsDuty(world.Campaigns, world.Stores.Outbox, world.Stores.Tallies);

        Assert.Equal(0, (await duty.RunAsync(world.Time.GetUtcNow(), default)).Removed);
        Versioned<Campaign> stored = (await world.Campaigns.FindAsync(world.Campaign.Id, default))!;
        await world.Campaigns.ReplaceAsync(stored.Value with { State = CampaignState.Closed }, stored.ETag, default);

        Assert.Equal(1, (await duty.RunAsync(world.Time.GetUtcNow(), default)).Removed);
        Assert.Equal(0, (await duty.RunAsync(world.Time.GetUtcNow(), default)).Removed);
        Assert.Empty(await world.MessagesAsync());
        Assert.Equal(WaveTally.None, await world.Stores.Tallies.ReadAsync(world.Wave.Id, default));
    }

    private static Task<Result<DeliveryCounts>> ReportAsync(SendingWorld world, string report) => ReportAsync(world, Encoding.UTF8.GetBytes(report));

    private static async Task<Result<DeliveryCounts>> ReportAsync(SendingWorld world, byte[] report)
    {
        using var reader = new DeliveryReportReader(new MemoryStream(report));
        return await world.Report.RunAsync(world.Campaign.Id.Value, world.Wave.Id.Value, Actor, reader, default);
    }
}
