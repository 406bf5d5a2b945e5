using Outreach.Core.Campaigns;

namespace Outreach.Core.Audit.Evidence;

/// <summary>How far a campaign's key is on its way out of the world (C5).</summary>
public enum KeyState
{
    /// <summary>In use.</summary>
    Enabled,

    /// <summary>Its time is over; the application unwraps nothing under it.</summary>
    Expired,

    /// <summary>The vault unwraps nothing under it.</summary>
    Disabled,

    /// <summary>Deleted, and within the vault's power to recover until a day it has said.</summary>
    Deleted,

    /// <summary>Beyond recovery.</summary>
    Purged,
}

/// <summary>The key's end as true at one moment: what the vault says, and until when that can be undone.</summary>
/// <param name="FinalOn">When it is, or was, beyond recovery; null while the key is not deleted.</param>
/// <param name="Contradicted">The campaign says deleted, and the vault has the key: it was recovered.</param>
public sealed record KeyEnd(KeyState State, DateTimeOffset? FinalOn, bool Contradicted)
{
    /// <param name="campaign">As stored.</param>
    /// <param name="inVault">The pinned version as the vault has it now; null when it has none.</param>
    /// <param name="now">The moment.</param>
    public static KeyEnd Of(Campaign campaign, CampaignKey? inVault, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        bool saidDeleted = campaign.KeyFinalOn is not null;
        KeyState state = inVault switch
        {
            { Enabled: false } => KeyState.Disabled,
            { ExpiresOn: { } end } when end <= now => KeyState.Expired,
            not null => KeyState.Enabled,
            null when campaign.KeyFinalOn <= now => KeyState.Purged,
            null => KeyState.Deleted,
        };
        return new KeyEnd(state, inVault is null ? campaign.KeyFinalOn : null, saidDeleted && inVault is not null);
    }
}
