using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Mail;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.Deletion;

/// <summary>What every <see cref="IMailEntryStore"/> promises.</summary>
public abstract class MailEntryStoreContract
{
    private static readonly DateTimeOffset Expiry = Sample.Noon.AddTicks(1_234_567);

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IMailEntryStore> CreateAsync();

    [Fact]
    [Trait("threat", "33")]
    public async Task Put_Twice_IsOneEntryWithTheLastContent()
    {
        IMailEntryStore store = await CreateAsync();
        MailEntry entry = Entry();
        await store.PutAsync(entry, default);
        await store.PutAsync(entry with { Wrapped = [9, 9] }, default);

        MailEntry found = (await store.FindAsync(_campaign, entry.List, default))!;

        Assert.Equal([9, 9], found.Wrapped);
        Assert.Equal((MailLanguage.English, Expiry), (found.Language, found.ExpiresAt));
        Assert.Single(await ExpiredAsync(store, Expiry));
    }

    [Fact]
    public async Task Remove_Twice_LeavesNothing()
    {
        IMailEntryStore store = await CreateAsync();
        MailEntry entry = Entry();
        await store.PutAsync(entry, default);

        await store.RemoveAsync(_campaign, entry.List, default);
        await store.RemoveAsync(_campaign, entry.List, default);

        Assert.Null(await store.FindAsync(_campaign, entry.List, default));
        Assert.Empty(await ExpiredAsync(store, Expiry));
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task Expired_OneTickEitherSide_IsFoundFromTheInstantOn()
    {
        IMailEntryStore store = await CreateAsync();
        await store.PutAsync(Entry(), default);

        Assert.Empty(await ExpiredAsync(store, Expiry.AddTicks(-1)));
        Assert.Single(await ExpiredAsync(store, Expiry));
        Assert.Single(await ExpiredAsync(store, Expiry.AddYears(1)));
    }

    private MailEntry Entry() => new(_campaign, ListId.Create(), [1, 2, 3], MailLanguage.English, Expiry);

    private async Task<List<MailEntry>> ExpiredAsync(IMailEntryStore store, DateTimeOffset now)
    {
        List<MailEntry> expired = [];
        await foreach (MailEntry entry in store.ExpiredAsync(_campaign, now, default))
        {
            expired.Add(entry);
        }

        return expired;
    }
}
