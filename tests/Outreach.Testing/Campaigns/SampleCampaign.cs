using Outreach.Core.Campaigns;

namespace Outreach.Testing.Campaigns;

/// <summary>A campaign that is open from <see cref="Opens"/> for half a year.</summary>
public static class SampleCampaign
{
    public static readonly DateTimeOffset Opens = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static Campaign Create(string id = "autumn-2026") => new(
        CampaignId.Parse(id),
        "Autumn",
        Opens,
        Opens.AddMonths(6),
        new CampaignPolicy(),
        CampaignState.Open,
        KeyId: $"test/{id}/1",
        WrappedSecret: [],
        Opens);
}
