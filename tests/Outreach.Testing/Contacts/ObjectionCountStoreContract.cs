using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.Contacts;

/// <summary>What every <see cref="IObjectionCountStore"/> promises.</summary>
public abstract class ObjectionCountStoreContract
{
    private const string Agent = "Insurer:0123456789abcdef0123456789abcdef";

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IObjectionCountStore> CreateAsync();

    [Fact]
    public async Task Put_OnTheVersionRead_Replaces_AndOnAnotherDoesNot()
    {
        IObjectionCountStore store = await CreateAsync();
        Assert.True(await store.TryPutAsync(Count(1), etag: null, default));
        Versioned<ObjectionCount> first = (await store.FindAsync(_campaign, Agent, default))!;

        Assert.False(await store.TryPutAsync(Count(9), etag: null, default));
        Assert.True(await store.TryPutAsync(Count(2), first.ETag, default));
        Assert.False(await store.TryPutAsync(Count(3), first.ETag, default));

        Assert.Equal(Count(2), (await store.FindAsync(_campaign, Agent, default))!.Value);
    }

    [Fact]
    public async Task Remove_OfACampaign_RemovesAtMostSoMany_AndNoOthers()
    {
        IObjectionCountStore store = await CreateAsync();
        CampaignId other = SamplePeople.NewCampaign();
        foreach (ObjectionCount count in new[] { Count(1), Count(1) with { Agent = Agent[..^1] + "0" }, Count(1) with { Campaign = other } })
        {
            await store.TryPutAsync(count, etag: null, default);
        }

        Assert.Equal(1, await store.RemoveAsync(_campaign, 1, default));
        Assert.Equal(1, await store.RemoveAsync(_campaign, 5, default));
        Assert.Equal(0, await store.RemoveAsync(_campaign, 5, default));
        Assert.NotNull(await store.FindAsync(other, Agent, default));
    }

    private ObjectionCount Count(int count) => new(_campaign, Agent, Sample.Noon, count);
}
