using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.Deletion;

/// <summary>What every <see cref="IAttestationStore"/> promises.</summary>
public abstract class AttestationStoreContract
{
    private static readonly DateTimeOffset Due = Sample.Noon.AddTicks(1_234_567);

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<IAttestationStore> CreateAsync();

    [Fact]
    public async Task Add_EverythingSaid_IsFoundAgain()
    {
        IAttestationStore store = await CreateAsync();
        AttestationDuty duty = Duty() with
        {
            State = AttestationState.Escalated,
            Passed = 2,
            Begun = 3,
            Attempts = 4,
            RemindedBefore = 1,
            RemindedAfter = 2,
            Unreachable = true,
            EndedAt = Sample.Noon,
            EscalatedAt = Sample.Noon.AddDays(1),
            AttestedAt = Sample.Noon.AddDays(2),
        };

        Assert.True(await store.AddAsync(duty, default));

        Assert.Equal(duty, (await store.FindAsync(_campaign, duty.List, default))?.Value);
        Assert.Null(await store.FindAsync(_campaign, ListId.Create(), default));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Add_Twice_KeepsTheFirst()
    {
        IAttestationStore store = await CreateAsync();
        AttestationDuty duty = Duty();
        await store.AddAsync(duty, default);

        Assert.False(await store.AddAsync(duty with { Passed = 3 }, default));
        Assert.Equal(duty, (await store.FindAsync(_campaign, duty.List, default))?.Value);
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task TryPut_OfTwoWhoReadTheSameVersion_LetsOneThrough()
    {
        IAttestationStore store = await CreateAsync();
        await store.AddAsync(Duty(), default);
        Versioned<AttestationDuty> read = await OnlyDueAsync(store, Due);

        string? first = await store.TryPutAsync(read.Value with { Attempts = 1 }, read.ETag, default);
        string? second = await store.TryPutAsync(read.Value with { Attempts = 2 }, read.ETag, default);

        Assert.NotNull(first);
        Assert.Null(second);
        Versioned<AttestationDuty> stored = (await store.FindAsync(_campaign, read.Value.List, default))!;
        Assert.Equal((1, first), (stored.Value.Attempts, stored.ETag));
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task Due_OneTickEitherSide_IsFoundFromTheInstantOn()
    {
        IAttestationStore store = await CreateAsync();
        await store.AddAsync(Duty(), default);
        await store.AddAsync(Duty() with { Campaign = SamplePeople.NewCampaign() }, default);

        Assert.Empty(await DueAsync(store, Due.AddTicks(-1)));
        Assert.Single(await DueAsync(store, Due));
        Assert.Single(await DueAsync(store, Due.AddTicks(1)));
        Assert.Single(await DueAsync(store, Due.AddYears(3)));
    }

    [Fact]
    public async Task Due_NothingMoreToDo_IsNeverFound()
    {
        IAttestationStore store = await CreateAsync();
        await store.AddAsync(Duty(), default);
        Assert.True(await store.IsAnyPendingAsync(_campaign, default));
        Versioned<AttestationDuty> read = await OnlyDueAsync(store, Due);

        await store.TryPutAsync(read.Value with { DueAt = null }, read.ETag, default);

        Assert.Empty(await DueAsync(store, Due.AddYears(3)));
        Assert.False(await store.IsAnyPendingAsync(_campaign, default));
    }

    [Fact]
    public async Task PageUnattested_MoreThanAPage_GivesEachOnceInWholeAndTheEndIsTheEnd()
    {
        IAttestationStore store = await CreateAsync();
        List<string> escalated = [];
        for (int i = 0; i < 103; i++)
        {
            AttestationDuty duty = Duty() with { State = AttestationState.Escalated, EscalatedAt = Due, DueAt = null };
            escalated.Add(duty.List.Value);
            await store.AddAsync(duty, default);
        }

        await store.AddAsync(Duty(), default);
        await store.AddAsync(Duty() with { State = AttestationState.Attested, EscalatedAt = Due }, default);

        (IReadOnlyList<AttestationDuty> first, string? next) = await store.PageUnattestedAsync(_campaign, continuation: null, default);
        (IReadOnlyList<AttestationDuty> second, string? end) = await store.PageUnattestedAsync(_campaign, next, default);

        Assert.Equal((100, 3), (first.Count, second.Count));
        Assert.Null(end);
        Assert.Equal(escalated.Order(StringComparer.Ordinal), first.Concat(second).Select(duty => duty.List.Value));
    }

    [Fact]
    public async Task Count_OfEachKind_AddsUp()
    {
        IAttestationStore store = await CreateAsync();
        AttestationDuty[] duties =
        [
            Duty(),
            Duty() with { RemindedBefore = 1, Unreachable = true },
            Duty() with { State = AttestationState.NotNeeded, RemindedBefore = 1, Unreachable = true },
            Duty() with { State = AttestationState.Attested, RemindedBefore = 1, RemindedAfter = 2 },
            Duty() with { State = AttestationState.Attested, RemindedAfter = 3, EscalatedAt = Due },
            Duty() with { State = AttestationState.Escalated, RemindedAfter = 3, EscalatedAt = Due, Unreachable = true },
        ];
        foreach (AttestationDuty duty in duties)
        {
            await store.AddAsync(duty, default);
        }

        AttestationCounts counts = await store.CountAsync(_campaign, default);

        Assert.Equal(
            new AttestationCounts(Lists: 5, Attested: 2, RemindedBefore: 3, RemindedAfter: 8, Unreachable: 2, Escalated: 2) { NeverOpened = 1, Unattested = 1 },
            counts);
    }

    private AttestationDuty Duty() => new()
    {
        Campaign = _campaign,
        List = ListId.Create(),
        Practitioner = new PractitionerRef(Core.RandomId.Create()),
        AskedAt = Sample.Noon,
        NotAfter = Sample.Noon.AddDays(30),
        DueAt = Due,
    };

    private async Task<Versioned<AttestationDuty>> OnlyDueAsync(IAttestationStore store, DateTimeOffset now) => Assert.Single(await DueAsync(store, now));

    private async Task<List<Versioned<AttestationDuty>>> DueAsync(IAttestationStore store, DateTimeOffset now)
    {
        List<Versioned<AttestationDuty>> due = [];
        await foreach (Versioned<AttestationDuty> one in store.DueAsync(_campaign, now, default))
        {
            due.Add(one);
        }

        return due;
    }
}
