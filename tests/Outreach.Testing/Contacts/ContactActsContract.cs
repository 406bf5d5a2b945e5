using System.Security.Cryptography;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.Contacts;

/// <summary>What every <see cref="IContactLedger"/> promises of acts: their end, their marks, what is forgotten, and races between them.</summary>
public abstract class ContactActsContract
{
    private static readonly PractitionerRef Doctor = new("0123456789abcdef0123456789abcdef");
    private static readonly PractitionerRef Joint = new("fedcba9876543210fedcba9876543210");

    private readonly ContactBook _book = new(SamplePeople.NewCampaign(), SamplePeople.Secret, Cap: 1, Generation: 3);
    private readonly ContactAct _list = ContactAct.For(Doctor, ListId.Create());
    private readonly ContactAct _joint = ContactAct.For(Joint, ListId.Create());

    protected abstract Task<IContactLedger> CreateAsync();

    [Fact]
    [Trait("threat", "54")]
    public async Task Claim_TwoDoctorsAndAWaveAtTheSameInstant_EachPersonIsGrantedOnce()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(60);
        ContactAct[] acts = [_list, _joint, ContactAct.ForWave(RandomId.Create())];

        IReadOnlySet<PatientRef>[] granted = await Task.WhenAll(acts.Select(act => Task.Run(() => ledger.ClaimAsync(_book, act, people, default))));

        Assert.Equal(people.Order(ByValue).ToArray(), granted.SelectMany(grant => grant).Order(ByValue).ToArray());
        foreach (PatientRef person in people)
        {
            Assert.Single((await ledger.FindAsync(_book, person, default)).Claims);
        }
    }

    [Fact]
    [Trait("threat", "54")]
    public async Task Claim_OnePersonByAHundredAtTheSameInstant_OneWins()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] person = People(1);
        ContactAct[] acts = [.. Enumerable.Range(0, 100).Select(_ => ContactAct.For(new PractitionerRef(RandomId.Create()), ListId.Create()))];

        IReadOnlySet<PatientRef>[] granted = await Task.WhenAll(acts.Select(act => Task.Run(() => ledger.ClaimAsync(_book, act, person, default))));

        Assert.Single(granted, grant => grant.Count == 1);
    }

    [Fact]
    public async Task Claim_AnotherListOfTheSameDoctor_GrantsTheSamePeopleAndCountsThemOnce()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(30);
        ContactAct again = ContactAct.For(Doctor, ListId.Create());
        await ledger.ClaimAsync(_book, _list, people, default);

        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(_book, again, people, default));
        await ledger.EndAsync(_book, _list, default);

        Assert.Equal([again], (await ledger.FindAsync(_book, people[0], default)).Claims.Select(claim => claim.Act));
        Assert.Empty(await ledger.ClaimAsync(_book, _joint, people, default));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task End_Twice_FreesItsPeopleAndRefusesLaterClaims()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(130);
        await ledger.ClaimAsync(_book, _list, people, default);

        await ledger.EndAsync(_book, _list, default);
        await ledger.EndAsync(_book, _list, default);

        Assert.Empty(await ledger.ClaimAsync(_book, _list, people, default));
        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(_book, _joint, people, default));
    }

    [Fact]
    public async Task End_OfAnActThatNeverWas_RefusesItsClaimAllTheSame()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(3);

        await ledger.EndAsync(_book, _list, default);

        Assert.Empty(await ledger.ClaimAsync(_book, _list, people, default));
        Assert.Empty((await ledger.FindAsync(_book, people[0], default)).Claims);
    }

    [Fact]
    [Trait("threat", "54")]
    public async Task End_WhileItsClaimRuns_LosesNobody()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(40);
        for (int i = 0; i < 5; i++)
        {
            ContactAct act = ContactAct.For(Doctor, ListId.Create());
            Task<IReadOnlySet<PatientRef>> claim = Task.Run(() => ledger.ClaimAsync(_book, act, people, default));
            await Task.WhenAll(claim, Task.Run(() => ledger.EndAsync(_book, act, default)));

            // Whatever the claim was answered, the act has ended: everybody is free.
            Assert.All(await Task.WhenAll(people.Select(person => ledger.FindAsync(_book, person, default))), contact => Assert.Empty(contact.Claims));
        }
    }

    /// <summary>The shares of a wave claim side by side, page after page, and none waits for the others.</summary>
    [Fact]
    [Trait("threat", "54")]
    public async Task Claim_ByEightSharesOfOneWaveAtOnce_GrantsEachItsPeople_AndNobodyAfterTheEnd()
    {
        IContactLedger ledger = await CreateAsync();
        ContactAct wave = ContactAct.ForWave(RandomId.Create());
        PatientRef[][] shares = [.. Enumerable.Range(0, 8).Select(_ => People(48))];

        await Task.WhenAll(shares.Select(share => Task.Run(async () =>
        {
            foreach (PatientRef[] page in share.Chunk(6))
            {
                Assert.Equal(page.ToHashSet(), await ledger.ClaimAsync(_book, wave, page, default));
            }
        })));
        await ledger.EndAsync(_book, wave, default);

        Assert.Empty(await ledger.ClaimAsync(_book, wave, People(1), default));
        Assert.Equal(shares[7].ToHashSet(), await ledger.ClaimAsync(_book, _list, shares[7], default));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task EndSome_UntilTheEnd_FreesThoseWhoWereNotSolicited_AndGrantsNobodyFromTheFirstCallOn()
    {
        IContactLedger ledger = await CreateAsync();
        ContactAct wave = ContactAct.ForWave(RandomId.Create());
        PatientRef[] people = People(90);
        foreach (PatientRef[] page in people.Chunk(10))
        {
            await ledger.ClaimAsync(_book, wave, page, default);
        }

        await ledger.ApplyAsync(_book, people[0], new ContactEvent.Solicited(wave, _book.Generation), default);

        string? after = await ledger.EndSomeAsync(_book, wave, after: null, default);
        Assert.Empty(await ledger.ClaimAsync(_book, wave, People(2), default));
        while (after is not null)
        {
            after = await ledger.EndSomeAsync(_book, wave, after, default);
        }

        Assert.Equal(people[1..].ToHashSet(), await ledger.ClaimAsync(_book, _list, people, default));
    }

    [Fact]
    [Trait("threat", "56")]
    public async Task Release_OfAMessageThatIsKnownNotToHaveGoneOut_FreesThePerson()
    {
        IContactLedger ledger = await CreateAsync();
        ContactAct wave = ContactAct.ForWave(RandomId.Create());
        PatientRef[] person = People(1);
        await ledger.ClaimAsync(_book, wave, person, default);
        await ledger.ApplyAsync(_book, person[0], new ContactEvent.Solicited(wave, _book.Generation), default);

        Assert.Equal(ContactAnswer.Refused, (await ledger.ApplyAsync(_book, person[0], new ContactEvent.Released(wave), default)).Answer);
        Assert.Equal(ContactAnswer.Done, (await ledger.ApplyAsync(_book, person[0], new ContactEvent.Released(wave) { Unsent = true }, default)).Answer);
        Assert.Equal(person.ToHashSet(), await ledger.ClaimAsync(_book, _list, person, default));
    }

    [Fact]
    public async Task End_WhatWasSolicited_StaysClaimed()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(2);
        ContactAct wave = ContactAct.ForWave(RandomId.Create());
        await ledger.ClaimAsync(_book, wave, people, default);
        await ledger.ApplyAsync(_book, people[0], new ContactEvent.Solicited(wave, _book.Generation), default);

        await ledger.EndAsync(_book, wave, default);

        Assert.Equal(people[1..].ToHashSet(), await ledger.ClaimAsync(_book, _list, people, default));
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task ReadMarks_ObjectedClosedAndUpdated_ShowsThoseWhoMustNotBeShown()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(6);
        await ledger.ClaimAsync(_book, _list, people, default);

        await ledger.ApplyAsync(_book, people[0], Objection(), default);
        await ledger.ApplyAsync(_book, people[1], new ContactEvent.Closed(Doctor.Value), default);
        await ledger.ApplyAsync(_book, people[2], Update(eligible: false, Doctor), default);
        await ledger.ApplyAsync(_book, people[3], Update(eligible: true, Joint), default);
        await ledger.ApplyAsync(_book, people[4], Update(eligible: true, Doctor, Joint), default);

        IReadOnlyList<ContactMark> marks = await ledger.ReadMarksAsync(_book, _list, default);
        Assert.Equal(people[..4].ToHashSet(), marks.Select(mark => mark.Person).ToHashSet());
        Assert.Equal([people[1]], marks.Where(mark => mark.ClosedAt is not null).Select(mark => mark.Person));
        Assert.Empty(await ledger.ReadMarksAsync(_book, _joint, default));
        Assert.Equal(people[..2].ToHashSet(), (await ledger.ReadMarksAsync(_book with { Generation = 4 }, _list, default)).Select(mark => mark.Person).ToHashSet());
    }

    /// <summary>Were the person left out, the length of the later list would tell the insurer (C12).</summary>
    [Fact]
    [Trait("threat", "59")]
    public async Task Claim_OfOnesOwnClosedPerson_IsGrantedAndMarkedAsClosedAndNobodyElsesIs()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(3);
        ContactAct later = ContactAct.For(Doctor, ListId.Create());
        await ledger.ClaimAsync(_book, _list, people, default);
        await ledger.ApplyAsync(_book, people[1], new ContactEvent.Closed(Doctor.Value), default);

        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(_book, later, people, default));
        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(_book, later, people, default));
        ContactMark mark = Assert.Single(await ledger.ReadMarksAsync(_book, later, default));
        Assert.Equal(people[1], mark.Person);
        Assert.NotNull(mark.ClosedAt);
        Assert.Empty(await ledger.ClaimAsync(_book, _joint, people, default));
        Assert.Empty(await ledger.ClaimAsync(_book, ContactAct.ForWave(RandomId.Create()), people, default));
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task ReadMarks_WithdrawnAndReopened_ShowsThemAgain()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(2);
        await ledger.ClaimAsync(_book, _list, people, default);
        await ledger.ApplyAsync(_book, people[0], Objection(), default);
        await ledger.ApplyAsync(_book, people[1], new ContactEvent.Closed(Doctor.Value), default);

        Assert.Equal(ContactAnswer.Done, (await ledger.ApplyAsync(_book, people[0], new ContactEvent.ObjectionWithdrawn(), default)).Answer);
        Assert.Equal(ContactAnswer.Done, (await ledger.ApplyAsync(_book, people[1], new ContactEvent.Reopened(Doctor.Value), default)).Answer);
        Assert.Empty(await ledger.ReadMarksAsync(_book, _list, default));

        await ledger.ApplyAsync(_book, people[0], Objection(), default);
        Assert.Equal(people[0], Assert.Single(await ledger.ReadMarksAsync(_book, _list, default)).Person);
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Object_WhileAClaimRuns_IsEitherRefusedOrMarked()
    {
        IContactLedger ledger = await CreateAsync();
        for (int i = 0; i < 10; i++)
        {
            PatientRef[] person = People(1);
            Task<IReadOnlySet<PatientRef>> claim = Task.Run(() => ledger.ClaimAsync(_book, _list, person, default));
            await Task.WhenAll(claim, Task.Run(() => ledger.ApplyAsync(_book, person[0], Objection(), default)));

            IReadOnlyList<ContactMark> marks = await ledger.ReadMarksAsync(_book, _list, default);
            Assert.Equal((await claim).Count == 1, marks.Any(mark => mark.Person == person[0]));
        }
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Apply_EachEventTwice_ChangesOnce()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(1);
        await ledger.ClaimAsync(_book, _list, people, default);
        ContactEvent[] events =
        [
            new ContactEvent.Closed(Doctor.Value), new ContactEvent.Reopened(Doctor.Value), Update(eligible: true, Doctor),
            new ContactEvent.Solicited(_list, _book.Generation), Objection(), new ContactEvent.ObjectionWithdrawn(),
        ];

        foreach (ContactEvent happened in events)
        {
            Assert.Equal(ContactAnswer.Done, (await ledger.ApplyAsync(_book, people[0], happened, default)).Answer);
            Assert.Equal(ContactAnswer.Already, (await ledger.ApplyAsync(_book, people[0], happened, default)).Answer);
        }
    }

    [Fact]
    public async Task Forget_AnAct_KeepsItsClaimsAndNothingElse()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(120);
        await ledger.ClaimAsync(_book, _list, people, default);
        await ledger.ApplyAsync(_book, people[0], Objection(), default);

        await ledger.ForgetAsync(_book.Campaign, _list, default);
        await ledger.ForgetAsync(_book.Campaign, _list, default);
        await ledger.ApplyAsync(_book, people[1], Objection(), default);

        Assert.Empty(await ledger.ReadMarksAsync(_book, _list, default));
        Assert.Single((await ledger.FindAsync(_book, people[2], default)).Claims);
        Assert.Empty(await ledger.ClaimAsync(_book, _joint, people, default));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task ForgetCampaign_InParts_RemovesEverythingOfItAndNothingOfAnother()
    {
        IContactLedger ledger = await CreateAsync();
        ContactBook other = _book with { Campaign = Core.Campaigns.CampaignId.Parse($"{_book.Campaign.Value}-b") };
        PatientRef[] people = People(130);
        await ledger.ClaimAsync(_book, _list, people, default);
        await ledger.ApplyAsync(_book, people[0], Objection(), default);
        await ledger.ClaimAsync(other, _joint, people, default);

        int removed = 0;
        int last;
        do
        {
            last = await ledger.ForgetCampaignAsync(_book.Campaign, 50, default);
            Assert.InRange(last, 0, 50);
            removed += last;
        }
        while (last == 50);

        Assert.True(removed > 130);
        Assert.Equal(0, await ledger.ForgetCampaignAsync(_book.Campaign, 50, default));
        Assert.All(await Task.WhenAll(people.Select(person => ledger.FindAsync(_book, person, default))), contact => Assert.Empty(contact.Claims));
        Assert.Equal(people.ToHashSet(), await ledger.ClaimAsync(other, _joint, people, default));
    }

    /// <summary>Everything at once on few people; afterwards the ledger is looked at, not its answers alone.</summary>
    [Fact]
    [Trait("threat", "54")]
    [Trait("threat", "55")]
    public async Task Everything_AtOnceOnFewPeople_LeavesOneSolicitationAndLosesNoClaim()
    {
        IContactLedger ledger = await CreateAsync();
        PatientRef[] people = People(12);
        ContactAct[] acts =
        [
            _list, ContactAct.For(Doctor, ListId.Create()), _joint, ContactAct.For(Joint, ListId.Create()),
            ContactAct.ForWave(RandomId.Create()), ContactAct.ForWave(RandomId.Create()),
        ];

        // At random, on purpose: which interleavings are met is storage's business. Whatever they are, the end must hold.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            Random random = new(worker);
            for (int i = 0; i < 25; i++)
            {
                await ActAsync(ledger, random, acts[random.Next(acts.Length)], people);
            }
        })));

        Contact[] contacts = await Task.WhenAll(people.Select(person => ledger.FindAsync(_book, person, default)));
        Assert.All(contacts, contact => Assert.InRange(contact.Solicitations, 0, 1));
        foreach ((PatientRef person, Contact contact) in people.Zip(contacts))
        {
            foreach (ContactAct holder in contact.Claims.Select(claim => claim.Act))
            {
                Assert.Equal(IsBarred(contact), (await ledger.ReadMarksAsync(_book, holder, default)).Any(mark => mark.Person == person));
            }
        }

        await Task.WhenAll(acts.Select(act => ledger.EndAsync(_book, act, default)));
        IReadOnlySet<PatientRef> free = await ledger.ClaimAsync(_book, ContactAct.For(Joint, ListId.Create()), people, default);
        Assert.Equal(people.Zip(contacts).Where(pair => !IsBarred(pair.Second)).Select(pair => pair.First).ToHashSet(), free);
    }

    private async Task ActAsync(IContactLedger ledger, Random random, ContactAct act, PatientRef[] people)
    {
        PatientRef person = people[random.Next(people.Length)];
        switch (random.Next(12))
        {
            case < 6:
                await ledger.ClaimAsync(_book, act, [.. people.Where(_ => random.Next(2) == 0)], default);
                break;
            case 6:
                await ledger.ApplyAsync(_book, person, Objection(), default);
                break;
            case 7:
                await ledger.ApplyAsync(_book, person, new ContactEvent.ObjectionWithdrawn(), default);
                break;
            case 8:
                await ledger.ApplyAsync(_book, person, new ContactEvent.Closed(Doctor.Value), default);
                break;
            case 9:
                await ledger.ApplyAsync(_book, person, new ContactEvent.Reopened(Doctor.Value), default);
                break;
            default:
                await ledger.ApplyAsync(_book, person, new ContactEvent.Released(act), default);
                break;
        }
    }

    private static readonly Comparer<PatientRef> ByValue = Comparer<PatientRef>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value));

    private static bool IsBarred(Contact contact) => contact is { Objection: not null } or { Closure: not null };

    private static ContactEvent Objection() => new ContactEvent.Objected(new Objection(RandomId.Create(), DateTimeOffset.UnixEpoch, ObjectionOrigin.Person));

    private ContactEvent Update(bool eligible, params PractitionerRef[] doctors) =>
        new ContactEvent.Updated(new RegisterUpdate(_book.Generation, eligible, [.. doctors.Select(doctor => doctor.Value)]));

    private static PatientRef[] People(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new PatientRef(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))))];
}
