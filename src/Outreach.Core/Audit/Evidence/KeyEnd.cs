using Outreach.Core.Campaigns;

namespace Outreach.Core.Audit.Evidence;

/// <summary>The end of a campaign's key as true at one moment: the vault was asked for it (C5, threat 46).</summary>
/// <param name="FinalOn">When a deleted key is, or was, beyond recovery; null while it is not deleted.</param>
/// <param name="IsRecovered">The campaign's record says that the end had come further than the vault says: somebody undid it.</param>
/// <param name="RecoveredAt">When an end was found undone last; null when that never was.</param>
public sealed record KeyEnd(KeyStage Stage, DateTimeOffset? FinalOn, bool IsRecovered, DateTimeOffset? RecoveredAt)
{
    public static KeyEnd Of(Campaign campaign, VaultKey seen, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        (KeyState state, KeyNews news) = KeyTransitions.Next(campaign.Key, seen, now);
        DateTimeOffset? finalOn = state.Stage == KeyStage.Purged ? campaign.Key.FinalOn ?? state.FinalOn : state.FinalOn;
        return new KeyEnd(state.Stage, finalOn, news == KeyNews.Recovered, state.RecoveredAt);
    }
}
