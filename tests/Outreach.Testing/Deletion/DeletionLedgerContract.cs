using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Testing.Deletion;

/// <summary>What every <see cref="IDeletionLedger"/> promises.</summary>
public abstract class DeletionLedgerContract
{
    private static readonly DateTimeOffset Due = Sample.Noon.AddTicks(1_234_567);

    protected abstract Task<IDeletionLedger> CreateAsync();

    [Fact]
    [Trait("threat", "36")]
    public async Task Due_OneTickEitherSide_IsFoundFromTheInstantOn()
    {
        IDeletionLedger ledger = await CreateAsync();
        PromisedDeletion promise = Promise(Due);
        await ledger.PromiseAsync(promise, default);

        Assert.DoesNotContain(promise, await DueAsync(ledger, Due.AddTicks(-1)));
        Assert.Contains(promise, await DueAsync(ledger, Due));
        Assert.Contains(promise, await DueAsync(ledger, Due.AddTicks(1)));
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task Due_MissedForMonths_IsStillFound()
    {
        IDeletionLedger ledger = await CreateAsync();
        PromisedDeletion promise = Promise(Due);
        await ledger.PromiseAsync(promise, default);

        Assert.Contains(promise, await DueAsync(ledger, Due.AddMonths(14)));
    }

    [Fact]
    public async Task Promise_Twice_IsOnePromise()
    {
        IDeletionLedger ledger = await CreateAsync();
        PromisedDeletion promise = Promise(Due);
        await ledger.PromiseAsync(promise, default);
        await ledger.PromiseAsync(promise, default);

        Assert.Single(await DueAsync(ledger, Due), found => found == promise);
    }

    [Fact]
    public async Task Remove_Twice_LeavesNoPromise()
    {
        IDeletionLedger ledger = await CreateAsync();
        PromisedDeletion promise = Promise(Due);
        await ledger.PromiseAsync(promise, default);

        await ledger.RemoveAsync(promise, default);
        await ledger.RemoveAsync(promise, default);

        Assert.DoesNotContain(promise, await DueAsync(ledger, Due));
    }

    [Fact]
    public async Task Promise_OfADoctor_IsFoundWithCampaignAndDoctor()
    {
        IDeletionLedger ledger = await CreateAsync();
        PromisedDeletion promise = Promise(Due) with { Campaign = CampaignId.Parse("autumn-2026"), Practitioner = new PractitionerRef("of-a-doctor") };
        await ledger.PromiseAsync(promise, default);

        Assert.Contains(promise, await DueAsync(ledger, Due));
    }

    private static PromisedDeletion Promise(DateTimeOffset due) => new(due, ListId.Create(), ListRequestId.Create());

    private static async Task<List<PromisedDeletion>> DueAsync(IDeletionLedger ledger, DateTimeOffset now)
    {
        List<PromisedDeletion> due = [];
        await foreach (PromisedDeletion promise in ledger.DueAsync(now, default))
        {
            due.Add(promise);
        }

        return due;
    }
}
