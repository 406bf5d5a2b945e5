using System.Security.Cryptography;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.Contacts;

/// <summary>What every <see cref="IContactLedger"/> promises.</summary>
public abstract class ContactLedgerContract
{
    private static readonly PractitionerRef First = new("0123456789abcdef0123456789abcdef");
    private static readonly PractitionerRef Second = new("fedcba9876543210fedcba9876543210");

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IContactLedger> CreateAsync();

    [Fact]
    public async Task Claim_Nobody_GrantsNobody()
    {
        IContactLedger ledger = await CreateAsync();

        Assert.Empty(await ledger.ClaimAsync(_campaign, First, [], default));
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

        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(_campaign, First, people, default));
        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(_campaign, First, people, default));
        Assert.Empty(await ledger.ClaimAsync(_campaign, Second, people, default));
    }

    [Fact]
    public async Task Claim_SomeHeldByAnother_GrantsTheRest()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(200);
        await ledger.ClaimAsync(_campaign, First, people[..50], default);

        IReadOnlySet<PatientRef> granted = await ledger.ClaimAsync(_campaign, Second, people[25..], default);

        Assert.Equal(people[50..].ToHashSet(), granted);
    }

    [Fact]
    [Trait("threat", "54")]
    public async Task Claim_TwoDoctorsAtTheSameInstant_EachPersonIsGrantedOnce()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(400);
        PractitionerRef[] doctors = [First, Second];

        IReadOnlySet<PatientRef>[] granted = await Task.WhenAll(
            doctors.Select(doctor => Task.Run(() => ledger.ClaimAsync(_campaign, doctor, people, default))));

        Assert.Empty(granted[0].Intersect(granted[1]));
        Assert.Equal(people.ToHashSet(), granted[0].Union(granted[1]).ToHashSet());
        Assert.Equal(granted[0], await ledger.ClaimAsync(_campaign, First, people, default));
        Assert.Equal(granted[1], await ledger.ClaimAsync(_campaign, Second, people, default));
    }

    [Fact]
    [Trait("threat", "54")]
    public async Task Claim_OnePersonByManyAtTheSameInstant_OneWins()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] person = People(1);
        PractitionerRef[] doctors = [.. People(24).Select(name => new PractitionerRef(name.Value))];

        IReadOnlySet<PatientRef>[] granted = await Task.WhenAll(
            doctors.Select(doctor => Task.Run(() => ledger.ClaimAsync(_campaign, doctor, person, default))));

        Assert.Single(granted, grant => grant.Count == 1);
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Object_BeforeAClaim_NobodyIsGranted()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(40);
        await ledger.ObjectAsync(_campaign, people[7], default);
        await ledger.ObjectAsync(_campaign, people[7], default);

        IReadOnlySet<PatientRef> granted = await ledger.ClaimAsync(_campaign, First, people, default);

        Assert.Equal(people.Where(person => person != people[7]).ToHashSet(), granted);
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Object_AfterAClaim_TheHolderIsNotGrantedAgain()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(3);
        await ledger.ClaimAsync(_campaign, First, people, default);

        await ledger.ObjectAsync(_campaign, people[0], default);

        Assert.Equal(people[1..].ToHashSet(), await ledger.ClaimAsync(_campaign, First, people, default));
        Assert.Empty(await ledger.ClaimAsync(_campaign, Second, people, default));
    }

    [Fact]
    public async Task Claim_AnotherCampaign_KnowsNothingOfIt()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(5);
        await ledger.ClaimAsync(_campaign, First, people, default);

        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(SamplePeople.NewCampaign(), Second, people, default));
    }

    private static PatientRef[] People(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new PatientRef(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))))];
}
