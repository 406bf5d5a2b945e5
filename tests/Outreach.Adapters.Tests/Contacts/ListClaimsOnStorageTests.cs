using Outreach.Adapters.Tests.Deletion;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Deletion;
using Xunit;

namespace Outreach.Adapters.Tests.Contacts;

/// <summary>What becomes of claims on real storage when a list is destroyed under a fault at each of its writes.</summary>
public sealed class ListClaimsOnStorageTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    [Theory]
    [InlineData((int)StorageFault.Killed)]
    [InlineData((int)StorageFault.AnswerLost)]
    [InlineData((int)StorageFault.Down)]
    [Trait("threat", "32")]
    public async Task Enforce_FaultAtEachWrite_FreesThePeopleOfAListThatWasNeverOpened(int fault)
    {
        using StoredLists lists = await StoredLists.CreateAsync(azurite.ConnectionString);
        int write = 0;
        bool met;
        do
        {
            ListRequest request = await lists.MakeUnopenedAsync();
            int claimed = await ClaimedAsync(lists, request);
            lists.Time.SetUtcNow(request.NotAfter);
            lists.Faults.Arm((StorageFault)fault, ++write);
            await Record.ExceptionAsync(() => lists.Enforce.RunAsync(new NoOrchestrations(), default));
            met = lists.Faults.Writes >= write;
            lists.Restart();
            lists.Time.Advance(TimeSpan.FromMinutes(5));

            await lists.Enforce.RunAsync(new NoOrchestrations(), default);

            Assert.True(claimed > 0, "the list claimed nobody");
            Assert.True(await ClaimedAsync(lists, request) == 0, $"somebody is claimed after write {write}");
            Assert.NotNull((await lists.Get<IListStore>().FindAsync(request.List, default))!.Value.HistoryPurgedAt);
        }
        while (met);

        Assert.InRange(write, 12, 50);
    }

    [Fact]
    public async Task Enforce_ListThatWasOpened_KeepsItsPeople()
    {
        using StoredLists lists = await StoredLists.CreateAsync(azurite.ConnectionString);
        ListRequest request = (await lists.MakeAsync()).Request;
        int claimed = await ClaimedAsync(lists, request);
        lists.Time.SetUtcNow(request.NotAfter);

        await lists.Enforce.RunAsync(new NoOrchestrations(), default);

        Assert.True(claimed > 0, "the list claimed nobody");
        Assert.Equal(claimed, await ClaimedAsync(lists, request));
    }

    private static async Task<int> ClaimedAsync(StoredLists lists, ListRequest request)
    {
        ContactBook book = (await lists.Get<ContactBooks>().FindAsync(request.Campaign, default))!;
        int claimed = 0;
        await foreach (RegisterEntry entry in lists.Get<IRegister>().ReadPatientsAsync(request.Campaign, book.Secret, request.Practitioner, default))
        {
            Contact contact = await lists.Get<IContactLedger>().FindAsync(book, entry.Ref, default);
            claimed += contact.ClaimOf(ContactAct.For(request.Practitioner, request.List)) is null ? 0 : 1;
        }

        return claimed;
    }
}
