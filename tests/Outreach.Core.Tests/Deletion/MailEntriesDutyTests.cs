using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

/// <summary>Addresses and their key do not outlive the last notice, whatever was interrupted.</summary>
public sealed class MailEntriesDutyTests
{
    [Fact]
    [Trait("threat", "36")]
    public async Task Run_OneTickEitherSideOfExpiry_RemovesFromThenOn()
    {
        using NoticeWorld notices = await NoticeWorld.CreateAsync();
        await notices.OpenedAsync();
        DateTimeOffset expiry = Assert.Single(notices.World.MailEntries.Entries).ExpiresAt;

        Assert.Equal(new DutyOutcome(0, 0, 0), await notices.World.MailDuty.RunAsync(expiry.AddTicks(-1), default));
        Assert.Equal(new DutyOutcome(1, 0, 0), await notices.World.MailDuty.RunAsync(expiry, default));
        Assert.Equal(new DutyOutcome(0, 0, 0), await notices.World.MailDuty.RunAsync(expiry, default));
        Assert.Empty(notices.World.MailEntries.Entries);
        Assert.Equal("MailEntries", notices.World.MailDuty.Name);
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task Run_LongAfterExpiry_SaysThatItIsLate()
    {
        using NoticeWorld notices = await NoticeWorld.CreateAsync();
        await notices.OpenedAsync();
        DateTimeOffset expiry = Assert.Single(notices.World.MailEntries.Entries).ExpiresAt;

        Assert.Equal(new DutyOutcome(1, 1, 0), await notices.World.MailDuty.RunAsync(expiry.AddDays(1), default));
    }

    [Fact]
    [Trait("threat", "46")]
    public async Task Run_CampaignClosed_KeepsTheKeyUntilNothingIsDueAndDeletesItThen()
    {
        using NoticeWorld notices = await NoticeWorld.CreateAsync();
        ListRequest request = await notices.OpenedAsync();
        byte[] wrapped = Assert.Single(notices.World.MailEntries.Entries).Wrapped;
        await notices.EndAsync(request);
        await CloseAsync(notices);
        string key = (await notices.CampaignAsync()).NoticeKeyId;

        await notices.World.MailDuty.RunAsync(notices.World.Time.GetUtcNow(), default);
        Assert.NotNull(await notices.World.NoticeVault.UnwrapAsync(key, wrapped, default));
        Assert.Equal([1, 7, 14], await notices.DaysAsync(request, 30));
        await notices.World.MailDuty.RunAsync(notices.World.Time.GetUtcNow(), default);
        await notices.World.MailDuty.RunAsync(notices.World.Time.GetUtcNow(), default);

        Assert.Null(await notices.World.NoticeVault.UnwrapAsync(key, wrapped, default));
        Campaign campaign = await notices.CampaignAsync();
        Assert.NotNull(campaign.NoticesEndedAt);
        Assert.NotNull(campaign.NoticeKeyFinalOn);
        Assert.Single(notices.World.Audit.Entries, entry => entry.Entry.Type == "deletion.notices-ended");

        // The insurer still sees who did not attest, and a doctor still may.
        Assert.Single((await notices.UnattestedAsync()).Duties);
        await notices.AttestAsync(request);
        Assert.Empty((await notices.UnattestedAsync()).Duties);
    }

    [Fact]
    [Trait("threat", "32")]
    public async Task Run_KilledAfterEachStep_IsFinishedByTheNext()
    {
        for (int step = 1; ; step++)
        {
            using NoticeWorld notices = await NoticeWorld.CreateAsync();
            ListRequest request = await notices.OpenedAsync();
            await notices.EndAsync(request);
            await notices.AttestAsync(request);
            await CloseAsync(notices);
            notices.World.Faults.Restart();
            notices.World.Faults.KillAfter(step);
            bool killed = false;
            try
            {
                await notices.World.MailDuty.RunAsync(notices.World.Time.GetUtcNow(), default);
            }
            catch (KilledException)
            {
                killed = true;
            }

            notices.World.Restart();
            await notices.World.MailDuty.RunAsync(notices.World.Time.GetUtcNow(), default);

            Campaign campaign = await notices.CampaignAsync();
            Assert.NotNull(campaign.NoticesEndedAt);
            Assert.Null(await notices.World.NoticeVault.FindAsync(campaign.NoticeKeyId, default));
            if (!killed)
            {
                Assert.True(step > 3);
                return;
            }
        }
    }

    [Fact]
    [Trait("threat", "48")]
    public async Task Run_VaultAway_WaitsAndSaysSo()
    {
        using NoticeWorld notices = await NoticeWorld.CreateAsync();
        ListRequest request = await notices.OpenedAsync();
        await notices.EndAsync(request);
        await notices.AttestAsync(request);
        await CloseAsync(notices);
        notices.World.NoticeVault.Fails = true;

        DutyOutcome away = await notices.World.MailDuty.RunAsync(notices.World.Time.GetUtcNow(), default);

        Assert.Equal(new DutyOutcome(0, 0, 1), away);
        Assert.Null((await notices.CampaignAsync()).NoticesEndedAt);
    }

    private static Task CloseAsync(NoticeWorld notices) => notices.World.ReplaceCampaignAsync(
        campaign => campaign with { State = CampaignState.Closed, ClosedAt = notices.World.Time.GetUtcNow() });
}
