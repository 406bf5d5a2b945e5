using Outreach.Core.Campaigns;
using Outreach.Testing.Deletion;
using Xunit;

namespace Outreach.Adapters.Tests.Deletion;

/// <summary>Campaigns ended on real storage under each fault, on an emulator of their own: the timer looks at every campaign that ever was.</summary>
public sealed class CampaignEndFaultTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData((int)StorageFault.Killed)]
    [InlineData((int)StorageFault.Down)]
    [Trait("threat", "32")]
    [Trait("threat", "38")]
    public async Task EndCampaign_FaultAtEachWrite_LeavesNothingOnceItRanAgain(int fault)
    {
        using StoredLists lists = await StoredLists.CreateAsync(azurite.ConnectionString);
        List<KnownList> made = [];
        int write = 0;
        bool met;
        do
        {
            await lists.OpenCampaignAsync();
            byte[] wrappedSecret = lists.Campaign.WrappedSecret;
            made.Add(await lists.MakeAsync());
            lists.Faults.Arm((StorageFault)fault, ++write);
            await Record.ExceptionAsync(lists.EndCampaignAsync);
            met = lists.Faults.Writes >= write;
            lists.Restart();
            lists.Time.Advance(Rhythm);

            await lists.EndCampaignAsync();
            await lists.Enforce.RunAsync(new NoOrchestrations(), default);

            await DestructionFaultTests.NothingIsLeftAsync(lists, [made[^1]], $"write {write}");
            Campaign campaign = (await lists.Get<ICampaignStore>().FindAsync(lists.Campaign.Id, default))!.Value;
            Assert.True(campaign is { State: CampaignState.Closed, WrappedSecret: [], Key.Stage: KeyStage.Purged }, $"write {write}");
            Assert.Null(await lists.Keys.UnwrapAsync(campaign.KeyId, wrappedSecret, default));
        }
        while (met);

        await DestructionFaultTests.NothingIsLeftAsync(lists, made, "at last");
        Assert.InRange(write, 15, 60);
    }

    /// <summary>Campaigns are kept for years: each that is over must not cost a write every five minutes.</summary>
    [Fact]
    [Trait("threat", "38")]
    public async Task Enforce_AfterACampaignOfWhichNothingIsLeft_WritesNoMoreThanBefore()
    {
        using StoredLists lists = await StoredLists.CreateAsync(azurite.ConnectionString);
        async Task<int> CountWritesAsync()
        {
            lists.Time.Advance(Rhythm);
            lists.Faults.Arm(StorageFault.None, 0);
            await lists.Enforce.RunAsync(new NoOrchestrations(), default);
            return lists.Faults.Writes;
        }

        await CountWritesAsync();
        int before = await CountWritesAsync();

        await lists.EndCampaignAsync();
        await CountWritesAsync();

        Assert.Equal(before, await CountWritesAsync());
    }
}
