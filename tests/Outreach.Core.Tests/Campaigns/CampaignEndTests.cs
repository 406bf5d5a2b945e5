using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Core.Tests.Lists;
using Outreach.Testing.Campaigns;
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

    [Fact]
    [Trait("threat", "50")]
    public async Task End_TrailOfOneListDamaged_DestroysTheOthersAndTheKeyAndMarksTheOne()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest[] requests = [await world.ReadyAsync(), await world.ReadyAsync(doctor: 1)];
        ListRequest damaged = requests.OrderBy(request => request.Id.Value, StringComparer.Ordinal).First();
        world.Audit.Lines[AuditStream.ForList(damaged.List)][^1] = "{}"u8.ToArray();

        await world.EndAsync();

        Campaign campaign = (await world.Campaigns.FindAsync(world.Campaign.Id, default))!.Value;
        ListRecord kept = (await world.Lists.FindAsync(damaged.List, default))!.Value;
        ListRecord other = (await world.Lists.FindAsync(requests.Single(request => request != damaged).List, default))!.Value;
        Assert.True(campaign is { State: CampaignState.Closed, Key.Stage: KeyStage.Purged });
        Assert.Equal(ListState.Destroyed, other.State);
        Assert.Equal(Obstacle.Unforeseen, kept.Obstacle?.Code);
        Assert.True(kept.IsOver);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task EndCampaigns_TrailOfOneDamaged_ClosesTheOthersAndSaysSo()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        Campaign other = SampleCampaign.Create("winter-2026");
        await world.Campaigns.AddAsync(other, default);
        world.Audit.Lines[AuditStream.ForCampaign(world.Campaign.Id)] = ["{}"u8.ToArray()];
        world.Time.SetUtcNow(other.EndsAt);

        EndedCampaigns ended = await EndCampaigns(world).RunAsync(default);

        Assert.Equal([other.Id], ended.Closing);
        Assert.Single(ended.Failures);
    }

    /// <summary>Destroying lists needs no vault.</summary>
    [Fact]
    [Trait("threat", "48")]
    public async Task EndCampaigns_VaultDown_StartsWhatIsClosingInTheStoreAllTheSame()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        world.Time.SetUtcNow(world.Campaign.EndsAt);
        world.Keys.Fails = true;

        EndedCampaigns ended = await EndCampaigns(world).RunAsync(default);

        Assert.Equal([world.Campaign.Id], ended.Closing);
        Assert.IsType<TransientDependencyException>(Assert.Single(ended.Failures));
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Refresh_TrailOfOneDamaged_AsksAboutTheOthersAndSaysSo()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        world.Keys.PurgeRefusedFor = Protection;
        await world.EndAsync();
        await world.Campaigns.AddAsync(SampleCampaign.Create("winter-2026") with { State = CampaignState.Closed }, default);
        world.Keys.Recover(world.Campaign.Id);
        world.Audit.Lines[AuditStream.ForCampaign(world.Campaign.Id)].Add("{}"u8.ToArray());

        RefreshedKeys refreshed = await world.Refresh.RunAsync(default);

        Assert.Equal("winter-2026", Assert.Single(refreshed.Keys).Campaign.Value);
        Assert.Single(refreshed.Failures);
    }

    /// <summary>What one run saw before another wrote must not look as if somebody had undone it.</summary>
    [Fact]
    [Trait("threat", "46")]
    public async Task Close_KeyDeletedByAnotherRunAtAnyStep_IsNotTakenForRecovered()
    {
        for (int step = 1; step <= 8; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            world.Keys.PurgeRefusedFor = Protection;
            await world.Close.RunAsync(world.Campaign.Id.Value, "system", default);
            var other = new EndCampaignKeyHandler(world.Campaigns, world.Keys, world.Audit, world.Time);
            world.Restart();
            world.Faults.Meanwhile(step, () => other.DeleteAsync(world.Campaign.Id, default));

            await world.Close.RunAsync(world.Campaign.Id.Value, "system", default);

            Assert.DoesNotContain("campaigns.key-recovered", EventsOf(world));
        }
    }

    [Fact]
    [Trait("threat", "44")]
    public async Task Close_KilledAfterAnyStep_NeverSaysThatTheSecretIsGoneBeforeItIs()
    {
        for (int step = 1; step <= 8; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            _ = await Record.ExceptionAsync(() => world.Close.RunAsync(world.Campaign.Id.Value, "system", default));
            bool gone = (await world.Campaigns.FindAsync(world.Campaign.Id, default))!.Value.WrappedSecret.Length == 0;
            bool said = EventsOf(world).Contains("campaigns.secret-destroyed");
            world.Restart();
            await world.Close.RunAsync(world.Campaign.Id.Value, "system", default);

            Assert.True(gone || !said, $"step {step}");
            Assert.Contains("campaigns.secret-destroyed", EventsOf(world));
        }
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

    private static EndCampaignsHandler EndCampaigns(ListsWorld world) => new(world.Campaigns, world.Close, world.Time);

    private static async Task<KeyState> KeyAsync(ListsWorld world) => (await world.Campaigns.FindAsync(world.Campaign.Id, default))!.Value.Key;

    private static string[] EventsOf(ListsWorld world) =>
        [.. world.Audit.Entries.Where(entry => entry.Stream == AuditStream.ForCampaign(world.Campaign.Id)).Select(entry => entry.Entry.Type)];
}
