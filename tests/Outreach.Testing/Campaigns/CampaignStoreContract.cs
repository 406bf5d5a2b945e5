using Outreach.Core;
using Outreach.Core.Campaigns;
using Xunit;

namespace Outreach.Testing.Campaigns;

/// <summary>What every <see cref="ICampaignStore"/> promises.</summary>
public abstract class CampaignStoreContract
{
    protected abstract Task<ICampaignStore> CreateAsync();

    [Fact]
    public async Task Find_NeverAdded_IsNull()
    {
        ICampaignStore store = await CreateAsync();

        Assert.Null(await store.FindAsync(New().Id, default));
    }

    [Fact]
    public async Task Add_New_IsFoundAsWrittenToTheTick()
    {
        ICampaignStore store = await CreateAsync();
        Campaign campaign = New() with
        {
            EndsAt = SampleCampaign.Opens.AddDays(7).AddTicks(1),
            Policy = new CampaignPolicy { AcceptedReasons = ["one-reason", "another"], ListLifetimeDays = 7, RequestsPerDoctor = 2, OpeningsPerList = 3 },
            WrappedSecret = [1, 2, 3],
            ClosedAt = SampleCampaign.Opens.AddDays(8),
            Key = new KeyState
            {
                DisabledAt = SampleCampaign.Opens.AddDays(8).AddTicks(1),
                DeletedAt = SampleCampaign.Opens.AddDays(8).AddTicks(2),
                FinalOn = SampleCampaign.Opens.AddDays(98),
                PurgedAt = SampleCampaign.Opens.AddDays(98).AddTicks(3),
                RecoveredAt = SampleCampaign.Opens.AddDays(9).AddTicks(4),
                CheckedAt = SampleCampaign.Opens.AddDays(99).AddTicks(5),
            },
            NoticeKeyId = "test/notices/1",
            NoticesEndedAt = SampleCampaign.Opens.AddDays(30),
            NoticeKeyFinalOn = SampleCampaign.Opens.AddDays(120),
        };

        Assert.True(await store.AddAsync(campaign, default));

        Campaign found = (await store.FindAsync(campaign.Id, default))!.Value;
        Assert.Equal(campaign.Policy.AcceptedReasons, found.Policy.AcceptedReasons);
        Assert.Equal(campaign.WrappedSecret, found.WrappedSecret);
        Assert.Equal(campaign.Policy with { AcceptedReasons = [] }, found.Policy with { AcceptedReasons = [] });
        Assert.Equal(campaign, found with { Policy = campaign.Policy, WrappedSecret = campaign.WrappedSecret });
    }

    [Fact]
    public async Task Add_SameIdTwice_IsRefusedAndChangesNothing()
    {
        ICampaignStore store = await CreateAsync();
        Campaign campaign = New();
        await store.AddAsync(campaign, default);

        Assert.False(await store.AddAsync(campaign with { Title = "Another" }, default));

        Assert.Equal(campaign.Title, (await store.FindAsync(campaign.Id, default))?.Value.Title);
    }

    [Fact]
    public async Task Replace_OldVersion_IsRefusedAndChangesNothing()
    {
        ICampaignStore store = await CreateAsync();
        Campaign campaign = New();
        await store.AddAsync(campaign, default);
        Versioned<Campaign> read = (await store.FindAsync(campaign.Id, default))!;

        Assert.True(await store.ReplaceAsync(campaign with { State = CampaignState.Closing }, read.ETag, default));
        Assert.False(await store.ReplaceAsync(campaign with { State = CampaignState.Open }, read.ETag, default));

        Assert.Equal(CampaignState.Closing, (await store.FindAsync(campaign.Id, default))?.Value.State);
    }

    [Fact]
    public async Task List_Several_IsEachOnceById()
    {
        ICampaignStore store = await CreateAsync();
        Campaign[] campaigns = [.. Enumerable.Range(0, 3).Select(_ => New())];
        foreach (Campaign campaign in campaigns)
        {
            await store.AddAsync(campaign, default);
        }

        List<string> listed = [];
        await foreach (Campaign campaign in store.ListAsync(default))
        {
            listed.Add(campaign.Id.Value);
        }

        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
        Assert.All(campaigns, campaign => Assert.Single(listed, campaign.Id.Value));
    }

    private static Campaign New() => SampleCampaign.Create($"c{RandomId.Create()[..12]}");
}
