using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Faults;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Register;

/// <summary>The register does not outlive its campaign.</summary>
public sealed class RegisterRowsDutyTests
{
    private readonly InMemoryCampaignStore _campaigns = new();
    private readonly InMemoryRegister _register = new(TimeProvider.System);

    [Fact]
    [Trait("threat", "36")]
    public async Task Run_OneCampaignClosedOneOpen_RemovesTheClosedOnesRegisterAlone()
    {
        CampaignId closed = await CreateAsync("autumn-2025", CampaignState.Closed, people: 3);
        CampaignId open = await CreateAsync("autumn-2026", CampaignState.Open, people: 3);
        var duty = new RegisterRowsDuty(_campaigns, _register);

        Assert.Equal(new DutyOutcome(1, 0, 0), await duty.RunAsync(default, default));
        Assert.Equal(new DutyOutcome(0, 0, 0), await duty.RunAsync(default, default));

        Assert.Equal(3, _register.StoredRows);
        Assert.Equal((null, 1), (await _register.FindGenerationAsync(closed, default), await _register.FindGenerationAsync(open, default)));
        Assert.Equal("RegisterRows", duty.Name);
    }

    [Fact]
    public async Task Run_MoreThanOneRunsWork_GoesOnAtTheNext()
    {
        await CreateAsync("autumn-2025", CampaignState.Closed, RegisterRowsDuty.MostPerRun + 1);
        var duty = new RegisterRowsDuty(_campaigns, _register);

        Assert.Equal(new DutyOutcome(1, 0, 0), await duty.RunAsync(default, default));
        Assert.Equal(1, _register.StoredRows);
        Assert.Equal(new DutyOutcome(1, 0, 0), await duty.RunAsync(default, default));
        Assert.Equal(0, _register.StoredRows);
    }

    [Fact]
    public async Task Run_KilledAfterItsWork_RunsAgain()
    {
        await CreateAsync("autumn-2025", CampaignState.Closed, people: 1);
        FaultPlan plan = new();
        var duty = new RegisterRowsDuty(_campaigns, plan.Watch<IRegisterWriter>(_register));
        plan.KillAfter(1);

        await Assert.ThrowsAsync<KilledException>(() => duty.RunAsync(default, default));
        plan.Restart();

        Assert.Equal(new DutyOutcome(0, 0, 0), await duty.RunAsync(default, default));
        Assert.Equal(0, _register.StoredRows);
    }

    private async Task<CampaignId> CreateAsync(string id, CampaignState state, int people)
    {
        Campaign campaign = SampleCampaign.Create(id) with { State = state };
        await _campaigns.AddAsync(campaign, default);
        RegisterImport import = await _register.StartAsync(campaign.Id, "extract", default);
        IReadOnlyList<RegisterPlacement> placed = SamplePeople.OfOneDoctor(SamplePeople.Pseudonyms.For(campaign.Id, SamplePeople.Doctors[0]), people);
        await _register.WriteAsync(campaign.Id, SamplePeople.Secret, import.Generation, placed.ToAsyncEnumerable(), default);
        await _register.CompleteAsync(campaign.Id, import with { State = RegisterImportState.Complete }, default);
        return campaign.Id;
    }
}
