using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IOutreachExceptionStore"/> promises.</summary>
public abstract class OutreachExceptionStoreContract
{
    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IOutreachExceptionStore> CreateAsync();

    [Fact]
    public async Task Add_New_IsFoundAsWritten_AndNotTwice()
    {
        IOutreachExceptionStore store = await CreateAsync();
        OutreachException exception = SampleWaves.Exception(_campaign) with
        {
            Decider = SampleWaves.Approver,
            DecidedAt = Sample.Noon.AddTicks(1),
            Approved = true,
            RevokedAt = Sample.Noon.AddDays(1).AddTicks(2),
            Reserved = new Dictionary<string, int>(StringComparer.Ordinal) { [RandomId.Create()] = 7 },
        };

        Assert.Null(await store.FindAsync(_campaign, exception.Id, default));
        Assert.True(await store.AddAsync(exception, default));
        Assert.False(await store.AddAsync(exception with { MostPeople = 1 }, default));

        OutreachException found = (await store.FindAsync(_campaign, exception.Id, default))!.Value;
        Assert.Equal(exception.Reserved, found.Reserved);
        Assert.Equal(exception, found with { Reserved = exception.Reserved });
    }

    [Fact]
    public async Task Replace_OldVersion_IsRefusedAndChangesNothing()
    {
        IOutreachExceptionStore store = await CreateAsync();
        OutreachException exception = SampleWaves.Exception(_campaign);
        await store.AddAsync(exception, default);
        Versioned<OutreachException> read = (await store.FindAsync(_campaign, exception.Id, default))!;

        Assert.True(await store.ReplaceAsync(exception with { RevokedAt = Sample.Noon }, read.ETag, default));
        Assert.False(await store.ReplaceAsync(exception with { Approved = true }, read.ETag, default));

        Assert.False((await store.FindAsync(_campaign, exception.Id, default))!.Value.Approved);
    }

    [Fact]
    public async Task ListAndRemove_OfACampaign_AreNewestFirstAndNoOthers()
    {
        IOutreachExceptionStore store = await CreateAsync();
        OutreachException older = SampleWaves.Exception(_campaign);
        OutreachException newer = SampleWaves.Exception(_campaign) with { CreatedAt = Sample.Noon.AddDays(1) };
        OutreachException other = SampleWaves.Exception(SamplePeople.NewCampaign());
        foreach (OutreachException exception in new[] { older, newer, other })
        {
            await store.AddAsync(exception, default);
        }

        Assert.Equal([newer.Id, older.Id], await store.ListAsync(_campaign, default).Select(exception => exception.Id).ToListAsync());
        Assert.Equal(2, await store.RemoveAsync(_campaign, 5, default));
        Assert.Empty(await store.ListAsync(_campaign, default).ToListAsync());
        Assert.NotNull(await store.FindAsync(other.Campaign, other.Id, default));
    }
}
