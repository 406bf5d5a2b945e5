using Outreach.Core.Audit.Evidence;
using Outreach.Core.Contacts;
using Outreach.Core.Tests.Audit.Evidence;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

/// <summary>The insurer's counts; that they hold no doctor's secret is shown where they are answered.</summary>
public sealed class CountContactsTests
{
    [Fact]
    public async Task Count_ListsThatHoldPeople_LivingOrOpened()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(
            Outcome.Queued, Outcome.Ready, Outcome.Opened, Outcome.DeletedUnopened, Outcome.DeletedAndAttested);

        ContactCounts counts = (await Handler(world).RunAsync(world.Lists.Campaign.Id.Value, default)).Value!;

        Assert.Equal(3, counts.Lists);
        Assert.Equal(1, counts.SolicitationsAllowed);
        Assert.Equal(new ObjectionCounts(0, 0, 0, 0), counts.Objections);
    }

    [Fact]
    public async Task Count_Objections_ByOriginAndOfThisCampaignAlone()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();
        await world.ObjectAsync(ObjectionOrigin.Person, withdrawn: false);
        await world.ObjectAsync(ObjectionOrigin.Agent, withdrawn: false);
        await world.ObjectAsync(ObjectionOrigin.Agent, withdrawn: true);
        await world.Lists.Campaigns.AddAsync(SampleCampaign.Create($"{world.Lists.Campaign.Id.Value}-two"), default);

        ContactCounts counts = (await Handler(world).RunAsync(world.Lists.Campaign.Id.Value, default)).Value!;
        ContactCounts other = (await Handler(world).RunAsync($"{world.Lists.Campaign.Id.Value}-two", default)).Value!;

        Assert.Equal(new ObjectionCounts(ByPersons: 1, ByAgents: 2, WithdrawnOfPersons: 0, WithdrawnOfAgents: 1), counts.Objections);
        Assert.Equal(new ObjectionCounts(0, 0, 0, 0), other.Objections);
    }

    [Fact]
    public async Task Count_UnknownCampaign_IsNotFound()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();

        Assert.Equal("campaigns.not-found", (await Handler(world).RunAsync("no-such-campaign", default)).Failure?.Code);
    }

    private static CountContactsHandler Handler(EvidenceWorld world) => new(world.Lists.Campaigns, world.Lists.Lists, world.Objections());
}
