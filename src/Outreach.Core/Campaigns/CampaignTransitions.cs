namespace Outreach.Core.Campaigns;

/// <summary>What can happen to a campaign.</summary>
public enum CampaignEvent
{
    CloseRequested,
    KeyDeleted,
}

/// <summary>The moves of a campaign towards its end; a pure function, so that every case can be tabled.</summary>
public static class CampaignTransitions
{
    /// <summary>The state after an event. An event that comes twice changes nothing; an event out of turn is refused.</summary>
    public static CampaignState Next(CampaignState state, CampaignEvent happened) => (state, happened) switch
    {
        (CampaignState.Open, CampaignEvent.CloseRequested) => CampaignState.Closing,
        (CampaignState.Closing, CampaignEvent.CloseRequested) => CampaignState.Closing,
        (CampaignState.Closed, CampaignEvent.CloseRequested) => CampaignState.Closed,
        (CampaignState.Closing, CampaignEvent.KeyDeleted) => CampaignState.Closed,
        (CampaignState.Closed, CampaignEvent.KeyDeleted) => CampaignState.Closed,
        (CampaignState.Open, CampaignEvent.KeyDeleted) => throw new InvalidOperationException("A campaign that is open cannot have its key deleted: close it first."),
    };
}
