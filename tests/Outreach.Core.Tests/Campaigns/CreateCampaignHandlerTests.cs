using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Campaigns;

public sealed class CreateCampaignHandlerTests
{
    private static readonly CampaignId Autumn = CampaignId.Parse("autumn-2026");

    /// <summary>Its name is spent: lists of a campaign that is over must not be readable under the key of a new one of the same name.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("threat", "42")]
    public async Task Create_NameWhoseKeyIsOver_IsAConflictAndLeavesNothing(bool deleted)
    {
        var time = new FakeTimeProvider(SampleCampaign.Opens);
        using var keys = new InMemoryCampaignKeys(time);
        var campaigns = new InMemoryCampaignStore();
        var audit = new InMemoryAuditTrail(time);
        await keys.CreateAsync(Autumn, time.GetUtcNow().AddDays(1), default);
        await (deleted ? keys.DeleteAsync(Autumn, default) : keys.DisableAsync(Autumn, default));

        Result<CreatedCampaign> created = await new CreateCampaignHandler(campaigns, keys, audit, SamplePeople.Pseudonyms, time).RunAsync(
            new CampaignBody(Autumn.Value, "Autumn", time.GetUtcNow(), time.GetUtcNow().AddDays(60), Policy: null),
            new Caller("agent", CallerKind.Insurer, Practitioner: null, new HashSet<string>(StringComparer.Ordinal)),
            default);

        Assert.Equal("campaigns.key-unusable", created.Failure?.Code);
        Assert.Equal(FailureKind.Conflict, created.Failure?.Kind);
        Assert.Null(await campaigns.FindAsync(Autumn, default));
    }
}
