using System.Security.Cryptography;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.Contacts;

/// <summary>What every <see cref="IContactLedger"/> promises.</summary>
public abstract class ContactLedgerContract
{
    private static readonly ContactAct First = ContactAct.For(new PractitionerRef("0123456789abcdef0123456789abcdef"), ListId.Create());
    private static readonly ContactAct Second = ContactAct.For(new PractitionerRef("fedcba9876543210fedcba9876543210"), ListId.Create());

    private readonly ContactBook _book = Book();

    protected abstract Task<IContactLedger> CreateAsync();

    [Fact]
    public async Task Claim_Nobody_GrantsNobody()
    {
        IContactLedger ledger = await CreateAsync();

        Assert.Empty(await ledger.ClaimAsync(_book, First, [], default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(330)]
    [InlineData(2_000)]
    [Trait("threat", "33")]
    public async Task Claim_FreePeople_GrantsAllAndTheSameAgain(int count)
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(count);

        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(_book, First, people, default));
        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(_book, First, people, default));
        Assert.Empty(await ledger.ClaimAsync(_book, Second, people, default));
    }

    [Fact]
    public async Task Claim_SomeHeldByAnother_GrantsTheRest()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(200);
        await ledger.ClaimAsync(_book, First, people[..50], default);

        IReadOnlySet<PatientRef> granted = await ledger.ClaimAsync(_book, Second, people[25..], default);

        Assert.Equal(people[50..].ToHashSet(), granted);
    }

    [Fact]
    [Trait("threat", "54")]
    public async Task Claim_TwoDoctorsAtTheSameInstant_EachPersonIsGrantedOnce()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(400);
        ContactAct[] doctors = [First, Second];

        IReadOnlySet<PatientRef>[] granted = await Task.WhenAll(
            doctors.Select(doctor => Task.Run(() => ledger.ClaimAsync(_book, doctor, people, default))));

        Assert.Empty(granted[0].Intersect(granted[1]));
        Assert.Equal(people.ToHashSet(), granted[0].Union(granted[1]).ToHashSet());
        Assert.Equal(granted[0], await ledger.ClaimAsync(_book, First, people, default));
        Assert.Equal(granted[1], await ledger.ClaimAsync(_book, Second, people, default));
    }

    [Fact]
    [Trait("threat", "54")]
    public async Task Claim_OnePersonByManyAtTheSameInstant_OneWins()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] person = People(1);
        ContactAct[] doctors = [.. People(24).Select(name => ContactAct.For(new PractitionerRef(name.Value), ListId.Create()))];

        IReadOnlySet<PatientRef>[] granted = await Task.WhenAll(
            doctors.Select(doctor => Task.Run(() => ledger.ClaimAsync(_book, doctor, person, default))));

        Assert.Single(granted, grant => grant.Count == 1);
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Object_BeforeAClaim_NobodyIsGranted()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(40);
        await ledger.ApplyAsync(_book, people[7], Objection(), default);
        await ledger.ApplyAsync(_book, people[7], Objection(), default);

        IReadOnlySet<PatientRef> granted = await ledger.ClaimAsync(_book, First, people, default);

        Assert.Equal(people.Where(person => person != people[7]).ToHashSet(), granted);
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Object_AfterAClaim_TheHolderIsNotGrantedAgain()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(3);
        await ledger.ClaimAsync(_book, First, people, default);

        await ledger.ApplyAsync(_book, people[0], Objection(), default);

        Assert.Equal(people[1..].ToHashSet(), await ledger.ClaimAsync(_book, First, people, default));
        Assert.Empty(await ledger.ClaimAsync(_book, Second, people, default));
    }

    [Fact]
    public async Task Claim_AnotherCampaign_KnowsNothingOfIt()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(5);
        await ledger.ClaimAsync(_book, First, people, default);

        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(Book(), Second, people, default));
    }

    /// <summary>Known and unknown people in any order, some twice, and more than one answer of table storage holds.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 3)]
    [InlineData(600, 900)]
    [InlineData(3_000, 300)]
    public async Task FindMany_KnownAndUnknown_AnswersTheKnownAlone(int known, int asked)
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] there = People(known);
        PatientRef[] unknown = People(asked);
        await ledger.ClaimAsync(_book, First, there, default);

        PatientRef[] question = [.. there.Take(asked), .. unknown, .. unknown.Take(1), .. there.Take(1)];
        IReadOnlyDictionary<PatientRef, Contact> found = await ledger.FindManyAsync(_book, question, default);

        Assert.Equal(there.Take(asked).ToHashSet(), found.Keys.ToHashSet());
        Assert.All(found.Values, contact => Assert.NotNull(contact.ClaimOf(First)));
    }

    private static ContactBook Book() => new(SamplePeople.NewCampaign(), SamplePeople.Secret, Cap: 1, Generation: 1);

    private static ContactEvent Objection() =>
        new ContactEvent.Objected(new Objection(Core.RandomId.Create(), DateTimeOffset.UnixEpoch, ObjectionOrigin.Person));

    private static PatientRef[] People(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new PatientRef(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))))];
}
