using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Core.Tests.Lists;
using Xunit;

namespace Outreach.Core.Tests.Campaigns;

/// <summary>The end of a campaign: lists, secret, key, and what is said of them.</summary>
public sealed class CampaignEndTests
{
    private static readonly TimeSpan Protection = TimeSpan.FromDays(90);

    [Fact]
    [Trait("threat", "44")]
    public async Task Close_Campaign_RemovesItsSecretFromRowAndMemoryAndDisablesItsKey()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        byte[] wrapped = world.Campaign.WrappedSecret;
        Assert.Equal(1, world.Secrets.Count);

        Campaign closing = (await world.Close.RunAsync(world.Campaign.Id.Value, "system", default)).Value!;

        Assert.Equal(0, world.Secrets.Count);
        Assert.Empty((await world.Campaigns.FindAsync(world.Campaign.Id, default))!.Value.WrappedSecret);
        Assert.Null(await world.Keys.UnwrapAsync(world.Campaign.KeyId, wrapped, default));
        Assert.Equal(KeyStage.Disabled, closing.Key.Stage);
        Assert.Equal("lists.gone", (await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Failure?.Code);
        Assert.Equal("campaigns.not-open", (await world.Request.RunAsync(world.Campaign.Id.Value, ListsWorld.Doctor(1), world.Body(), default)).Failure?.Code);
        Assert.Equal(["campaigns.closing", "campaigns.secret-destroyed", "campaigns.key-disabled"], EventsOf(world));
    }

    /// <summary>A process that never meets the campaign again does not keep its secret either.</summary>
    [Fact]
    public async Task Secret_NobodyAsksForIt_LeavesMemoryByItself()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReadyAsync();
        Assert.Equal(1, world.Secrets.Count);

        world.Time.Advance(CampaignSecrets.IdleLife);
        world.Time.Advance(CampaignSecrets.IdleLife);

        Assert.Equal(0, world.Secrets.Count);
        Assert.NotNull(await world.ReadyAsync(doctor: 1));
    }

    [Fact]
    [Trait("threat", "46")]
    public async Task End_PurgeRefused_SaysFinalOnUntilTheDayAndPurgedFromThenOn()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        world.Keys.PurgeRefusedFor = Protection;
        DateTimeOffset end = world.Time.GetUtcNow();
        await world.EndAsync();

        KeyState deleted = await KeyAsync(world);
        world.Time.SetUtcNow(end + Protection - TimeSpan.FromTicks(1));
        RefreshedKey waiting = Assert.Single((await world.Refresh.RunAsync(default)).Keys);
        world.Time.SetUtcNow(end + Protection);
        RefreshedKey purged = Assert.Single((await world.Refresh.RunAsync(default)).Keys);
        RefreshedKeys nothing = await world.Refresh.RunAsync(default);

        Assert.True(deleted is { Stage: KeyStage.Deleted, PurgedAt: null } && deleted.FinalOn == end + Protection);
        Assert.Equal((KeyStage.Deleted, KeyNews.None, false), (waiting.Stage, waiting.News, waiting.IsOverdue));
        Assert.Equal((KeyStage.Purged, KeyNews.Purged, false), (purged.Stage, purged.News, purged.IsOverdue));
        Assert.Empty(nothing.Keys);
        Assert.Equal(end + Protection, (await KeyAsync(world)).PurgedAt);
        Assert.Equal(["campaigns.key-deleted", "campaigns.closed", "campaigns.key-purged"], EventsOf(world)[^3..]);
    }

    [Fact]
    [Trait("threat", "46")]
    public async Task Refresh_KeyRecoveredBySomebody_IsReportedAndEndedAgainAndOpensNothing()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        byte[] wrapped = world.Campaign.WrappedSecret;
        world.Keys.PurgeRefusedFor = Protection;
        await world.EndAsync();
        world.Time.Advance(TimeSpan.FromDays(1));
        world.Keys.Recover(world.Campaign.Id);

        RefreshedKey found = Assert.Single((await world.Refresh.RunAsync(default)).Keys);
        KeyState state = await KeyAsync(world);

        Assert.Equal((KeyNews.Recovered, KeyStage.Deleted), (found.News, found.Stage));
        Assert.Equal(world.Time.GetUtcNow(), state.RecoveredAt);
        Assert.Equal(world.Time.GetUtcNow() + Protection, state.FinalOn);
        Assert.Contains("campaigns.key-recovered", EventsOf(world));
        Assert.Null(await world.Keys.UnwrapAsync(world.Campaign.KeyId, wrapped, default));
    }

    [Fact]
    [Trait("threat", "46")]
    public async Task Refresh_DayOverAndKeyStillThere_IsOverdue()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        world.Keys.PurgeRefusedFor = Protection;
        await world.EndAsync();
        world.Keys.Recover(world.Campaign.Id);
        world.Time.Advance(Protection);

        Assert.True(Assert.Single((await world.Refresh.RunAsync(default)).Keys).IsOverdue);
    }

    [Fact]
    [Trait("threat", "48")]
    public async Task Refresh_VaultDown_IsCountedAndTriedAgain()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        world.Keys.PurgeRefusedFor = Protection;
        await world.EndAsync();
        world.Keys.Fails = true;
        RefreshedKeys down = await world.Refresh.RunAsync(default);
        world.Keys.Fails = false;

        Assert.Equal(1, down.Unanswered);
        Assert.Single((await world.Refresh.RunAsync(default)).Keys);
    }

    /// <summary>Between any two steps, and again from the beginning, as an orchestration that was killed does.</summary>
    [Fact]
    [Trait("threat", "32")]
    [Trait("threat", "38")]
    public async Task End_KilledAfterEveryStep_IsFinishedByTheNextRun()
    {
        using ListsWorld measured = await ListsWorld.CreateAsync();
        await measured.ReadyAsync();
        measured.Restart();
        await measured.EndAsync();
        Assert.InRange(measured.Faults.Steps, 20, 80);
        for (int step = 1; step <= measured.Faults.Steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.ReadyAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            await Assert.ThrowsAnyAsync<Exception>(world.EndAsync);
            world.Restart();

            await world.EndAsync();

            Campaign campaign = (await world.Campaigns.FindAsync(world.Campaign.Id, default))!.Value;
            Assert.True(campaign is { State: CampaignState.Closed, WrappedSecret: [], Key.Stage: KeyStage.Purged }, $"step {step}");
            Assert.Equal(ListState.Destroyed, (await world.Lists.FindAsync(request.List, default))!.Value.State);
            Assert.Empty(world.Blobs.Contents);
        }
    }

    private static async Task<KeyState> KeyAsync(ListsWorld world) => (await world.Campaigns.FindAsync(world.Campaign.Id, default))!.Value.Key;

    private static string[] EventsOf(ListsWorld world) =>
        [.. world.Audit.Entries.Where(entry => entry.Stream == AuditStream.ForCampaign(world.Campaign.Id)).Select(entry => entry.Entry.Type)];
}
