using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Contacts;
using Outreach.Testing.Faults;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

/// <summary>The contact ledger does not outlive its campaign.</summary>
public sealed class ContactRowsDutyTests
{
    private readonly InMemoryCampaignStore _campaigns = new();
    private readonly InMemoryContactLedger _ledger = new(TimeProvider.System);

    [Fact]
    [Trait("threat", "36")]
    public async Task Run_OneCampaignClosedOneOpen_RemovesTheClosedOnesRowsAlone()
    {
        ContactBook closed = await CreateAsync("autumn-2025", CampaignState.Closed, people: 3);
        ContactBook open = await CreateAsync("autumn-2026", CampaignState.Open, people: 3);
        var duty = new ContactRowsDuty(_campaigns, _ledger);

        // One ledger, whatever it held.
        Assert.Equal(new DutyOutcome(1, 0, 0), await duty.RunAsync(default, default));
        Assert.Equal(new DutyOutcome(0, 0, 0), await duty.RunAsync(default, default));

        Assert.Equal(0, await _ledger.ForgetCampaignAsync(closed.Campaign, 10, default));
        Assert.Equal(4, await _ledger.ForgetCampaignAsync(open.Campaign, 10, default));
        Assert.Equal("ContactRows", duty.Name);
    }

    [Fact]
    public async Task Run_MoreThanOneRunsWork_GoesOnAtTheNext()
    {
        await CreateAsync("autumn-2025", CampaignState.Closed, ContactRowsDuty.MostPerRun);
        var duty = new ContactRowsDuty(_campaigns, _ledger);

        Assert.Equal(new DutyOutcome(1, 0, 0), await duty.RunAsync(default, default));
        Assert.Equal(new DutyOutcome(1, 0, 0), await duty.RunAsync(default, default));
    }

    [Fact]
    public async Task Run_KilledAfterItsWork_RunsAgain()
    {
        await CreateAsync("autumn-2025", CampaignState.Closed, people: 3);
        FaultPlan plan = new();
        var duty = new ContactRowsDuty(_campaigns, plan.Watch<IContactLedger>(_ledger));
        plan.KillAfter(1);

        await Assert.ThrowsAsync<KilledException>(() => duty.RunAsync(default, default));
        plan.Restart();

        Assert.Equal(new DutyOutcome(0, 0, 0), await duty.RunAsync(default, default));
    }

    private async Task<ContactBook> CreateAsync(string id, CampaignState state, int people)
    {
        Campaign campaign = SampleCampaign.Create(id) with { State = state };
        await _campaigns.AddAsync(campaign, default);
        var book = new ContactBook(campaign.Id, SamplePeople.Secret, Cap: 1, Generation: 1);
        PatientRef[] refs = [.. Enumerable.Range(0, people).Select(_ => new PatientRef(RandomId.Create()))];
        await _ledger.ClaimAsync(book, ContactAct.For(new PractitionerRef(RandomId.Create()), ListId.Create()), refs, default);
        return book;
    }
}
