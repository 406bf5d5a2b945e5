using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Contacts;
using Outreach.Adapters.Storage;
using Outreach.Adapters.Tests.Deletion;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Azurite;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Adapters.Tests.Contacts;

/// <summary>Each write of the contact ledger killed, or its answer lost; then the same once more.</summary>
public sealed class ContactFaultTests
{
    private static readonly PractitionerRef Doctor = new(RandomId.Create());
    private static readonly PractitionerRef Joint = new(RandomId.Create());

    [Theory]
    [InlineData((int)StorageFault.Killed)]
    [InlineData((int)StorageFault.AnswerLost)]
    [InlineData((int)StorageFault.Down)]
    [Trait("threat", "33")]
    [Trait("threat", "54")]
    public Task Claim_FaultAtEachWrite_GrantsAllTheSameWhenRunAgain(int fault) => ForEachWriteAsync(
        (StorageFault)fault,
        (ledger, book, list, people) => ledger.ClaimAsync(book, list, people, default),
        async (ledger, book, list, people) =>
        {
            Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(book, list, people, default));
            Assert.Empty(await ledger.ClaimAsync(book, ContactAct.For(Joint, ListId.Create()), people, default));
        });

    /// <summary>Whoever made the claim never comes again: ending the act finds what it left.</summary>
    [Theory]
    [InlineData((int)StorageFault.Killed)]
    [InlineData((int)StorageFault.Down)]
    [Trait("threat", "33")]
    public Task Claim_KilledAtEachWriteThenEnded_LosesNoClaim(int fault) => ForEachWriteAsync(
        (StorageFault)fault,
        (ledger, book, list, people) => ledger.ClaimAsync(book, list, people, default),
        async (ledger, book, list, people) =>
        {
            await ledger.EndAsync(book, list, default);
            Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(book, ContactAct.For(Joint, ListId.Create()), people, default));
        });

    [Theory]
    [InlineData((int)StorageFault.Killed)]
    [InlineData((int)StorageFault.AnswerLost)]
    [InlineData((int)StorageFault.Down)]
    [Trait("threat", "33")]
    [Trait("threat", "54")]
    public Task End_FaultAtEachWrite_FreesEverybodyWhenRunAgain(int fault) => ForEachWriteAsync(
        (StorageFault)fault,
        (ledger, book, list, _) => ledger.EndAsync(book, list, default),
        async (ledger, book, list, people) =>
        {
            await ledger.EndAsync(book, list, default);
            Assert.Empty(await ledger.ClaimAsync(book, list, people, default));
            Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(book, ContactAct.For(Joint, ListId.Create()), people, default));
        },
        (ledger, book, list, people) => ledger.ClaimAsync(book, list, people, default));

    [Theory]
    [InlineData((int)StorageFault.Killed)]
    [InlineData((int)StorageFault.AnswerLost)]
    [InlineData((int)StorageFault.Down)]
    [InlineData((int)StorageFault.RaceLost)]
    [Trait("threat", "55")]
    public Task Object_FaultAtEachWrite_MarksExactlyWhoObjected(int fault) => ForEachWriteAsync(
        (StorageFault)fault,
        (ledger, book, _, people) => ledger.ApplyAsync(book, people[0], Objection(), default),
        async (ledger, book, list, people) =>
        {
            // Interrupted, it either happened and is seen, or did not and hides nobody.
            bool objected = (await ledger.FindAsync(book, people[0], default)).Objection is not null;
            Assert.Equal(objected, (await ledger.ReadMarksAsync(book, list, default)).Count == 1);

            await ledger.ApplyAsync(book, people[0], Objection(), default);
            Assert.Equal(people[0], Assert.Single(await ledger.ReadMarksAsync(book, list, default)).Person);
            Assert.DoesNotContain(people[0], await ledger.ClaimAsync(book, list, people, default));
        },
        (ledger, book, list, people) => ledger.ClaimAsync(book, list, people, default));

    /// <summary>Whoever objects on somebody's behalf could time the answer: it takes as many calls whether or not a list holds the person.</summary>
    [Fact]
    [Trait("threat", "17")]
    public async Task Object_PersonOnAListAndNobody_TakesTheSameCalls()
    {
        OutreachStorage sound = await AzuriteFixture.GetTablesAsync(TablesContactLedger.Table);
        ContactBook book = new(SamplePeople.NewCampaign(), SamplePeople.Secret, Cap: 1, Generation: 1);
        PatientRef[] people = [new PatientRef(RandomId.Create()), new PatientRef(RandomId.Create())];
        await new TablesContactLedger(sound, new FakeTimeProvider()).ClaimAsync(book, ContactAct.For(Doctor, ListId.Create()), people[..1], default);
        List<(int Calls, int Writes)> work = [];
        foreach (PatientRef person in people)
        {
            using var counted = new FaultyStorage();
            await new TablesContactLedger(counted.Open((await AzuriteFixture.GetAsync()).ConnectionString), new FakeTimeProvider()).ApplyAsync(book, person, Objection(), default);
            work.Add((counted.Calls, counted.Writes));
        }

        Assert.Equal(work[0], work[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [Trait("threat", "54")]
    public async Task Claim_ActEndsAfterOneOfItsWrites_GrantsNobodyAndLosesNobody(int write)
    {
        OutreachStorage sound = await AzuriteFixture.GetTablesAsync(TablesContactLedger.Table);
        var ledger = new TablesContactLedger(sound, new FakeTimeProvider());
        ContactBook book = new(SamplePeople.NewCampaign(), SamplePeople.Secret, Cap: 1, Generation: 1);
        ContactAct list = ContactAct.For(Doctor, ListId.Create());
        PatientRef[] people = [.. "0123".Select(digit => new PatientRef(digit + RandomId.Create()[1..]))];
        using var storage = new FaultyStorage();
        OutreachStorage slow = storage.Open((await AzuriteFixture.GetAsync()).ConnectionString);
        storage.Meanwhile(write, () => ledger.EndAsync(book, list, default));

        Assert.Empty(await new TablesContactLedger(slow, new FakeTimeProvider()).ClaimAsync(book, list, people, default));
        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(book, ContactAct.For(Joint, ListId.Create()), people, default));
    }

    private static async Task ForEachWriteAsync(
        StorageFault fault,
        Func<TablesContactLedger, ContactBook, ContactAct, PatientRef[], Task> work,
        Func<TablesContactLedger, ContactBook, ContactAct, PatientRef[], Task> then,
        Func<TablesContactLedger, ContactBook, ContactAct, PatientRef[], Task>? before = null)
    {
        OutreachStorage sound = await AzuriteFixture.GetTablesAsync(TablesContactLedger.Table);
        string connection = (await AzuriteFixture.GetAsync()).ConnectionString;
        bool met;
        int write = 0;
        do
        {
            var ledger = new TablesContactLedger(sound, new FakeTimeProvider());
            ContactBook book = new(SamplePeople.NewCampaign(), SamplePeople.Secret, Cap: 1, Generation: 1);
            ContactAct list = ContactAct.For(Doctor, ListId.Create());
            PatientRef[] people = [.. "0123".Select(digit => new PatientRef(digit + RandomId.Create()[1..]))];
            await (before?.Invoke(ledger, book, list, people) ?? Task.CompletedTask);

            using var faulty = new FaultyStorage();
            OutreachStorage broken = faulty.Open(connection);
            faulty.Arm(fault, ++write);
            await Record.ExceptionAsync(() => work(new TablesContactLedger(broken, new FakeTimeProvider()), book, list, people));
            met = faulty.Writes >= write;

            await then(ledger, book, list, people);
        }
        while (met);

        Assert.InRange(write, 3, 12);
    }

    private static ContactEvent Objection() => new ContactEvent.Objected(new Objection(RandomId.Create(), DateTimeOffset.UnixEpoch, ObjectionOrigin.Person));
}
