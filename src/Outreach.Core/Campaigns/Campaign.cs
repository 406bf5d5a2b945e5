namespace Outreach.Core.Campaigns;

/// <summary>Open: lists may be made. Closing: the key is disabled, copies are being destroyed. Closed: the key is deleted.</summary>
public enum CampaignState
{
    Open,
    Closing,
    Closed,
}

/// <summary>One awareness campaign: who may ask, for how long, and the key under which everything of it is sealed.</summary>
/// <param name="Id">Stable name, chosen by its author.</param>
/// <param name="Title">For people; at most 120 characters.</param>
/// <param name="OpensAt">Requests are accepted from here.</param>
/// <param name="EndsAt">All access ends here at the latest (C4, C5).</param>
/// <param name="Policy">What doctors may ask for.</param>
/// <param name="State">See <see cref="CampaignState"/>.</param>
/// <param name="KeyId">The pinned key version; key ids found in data are ignored (Key Vault URI, or the local key's).</param>
/// <param name="WrappedSecret">32 random bytes under the key: pseudonyms and register rows die with it. Empty once the campaign closes: even a key that somebody recovers brings them back no more.</param>
/// <param name="CreatedAt">When it was opened.</param>
public sealed record Campaign(
    CampaignId Id,
    string Title,
    DateTimeOffset OpensAt,
    DateTimeOffset EndsAt,
    CampaignPolicy Policy,
    CampaignState State,
    string KeyId,
    byte[] WrappedSecret,
    DateTimeOffset CreatedAt)
{
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How far the end of the key has come, as the vault said last.</summary>
    public KeyState Key { get; init; } = KeyState.InUse;

    /// <summary>When the key is beyond recovery; until then evidence says "final on".</summary>
    public DateTimeOffset? KeyFinalOn => Key.FinalOn;

    /// <summary>The pinned key version that wraps the addresses of notices, and outlives the campaign until none is due; empty while no address was given.</summary>
    public string NoticeKeyId { get; init; } = "";

    /// <summary>When nothing was due to any doctor any more; that key is beyond recovery from <see cref="NoticeKeyFinalOn"/> on.</summary>
    public DateTimeOffset? NoticesEndedAt { get; init; }

    public DateTimeOffset? NoticeKeyFinalOn { get; init; }

    /// <summary>Whether lists may be asked for or opened at this instant: half-open, so that the end itself is too late.</summary>
    public bool IsOpenAt(DateTimeOffset now) => State == CampaignState.Open && OpensAt <= now && now < EndsAt;
}

/// <summary>What a campaign allows.</summary>
public sealed record CampaignPolicy
{
    /// <summary>Codes of the necessities a doctor may state (C1), 1 to 20. Default: <see cref="DefaultReasons"/>.</summary>
    public IReadOnlyList<string> AcceptedReasons { get; init; } = DefaultReasons;

    /// <summary>Days a list may be reached, 1 to 31; the law's one month from the request (C4) caps it in any case. Default 31.</summary>
    public int ListLifetimeDays { get; init; } = 31;

    /// <summary>Requests one doctor may make in the campaign, 1 to 100, so that lost keys can be replaced. Default 5.</summary>
    public int RequestsPerDoctor { get; init; } = 5;

    /// <summary>Times one list may be opened, 1 to 1,000. Default 50.</summary>
    public int OpeningsPerList { get; init; } = 50;

    /// <summary>Times one person may be solicited over all channels, by doctors and insurer together (C7, C9), 1 to 5. Default 1.</summary>
    public int SolicitationsPerPerson { get; init; } = 1;

    public static IReadOnlyList<string> DefaultReasons { get; } = ["inform-unvaccinated", "high-risk-patients", "patient-request"];
}
