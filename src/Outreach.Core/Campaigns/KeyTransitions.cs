namespace Outreach.Core.Campaigns;

/// <summary>What news an answer of the vault was.</summary>
public enum KeyNews
{
    None,
    Disabled,
    Deleted,
    Purged,

    /// <summary>Somebody undid an end: the key is usable, or there, after it was known not to be.</summary>
    Recovered,
}

/// <summary>How what is known of a campaign's key follows what the vault says; a pure function, so that every case can be tabled.</summary>
public static class KeyTransitions
{
    public static (KeyState Next, KeyNews News) Next(KeyState known, VaultKey seen, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(seen);
        KeyStage stage = seen.Stage switch
        {
            VaultKeyStage.Enabled => KeyStage.InUse,
            VaultKeyStage.Disabled => KeyStage.Disabled,
            VaultKeyStage.Deleted => KeyStage.Deleted,
            // While a deleted key is deleted or recovered, a vault says for a moment that there is none: its day decides what is final.
            VaultKeyStage.Absent => known.FinalOn is { } day && now < day ? KeyStage.Deleted : KeyStage.Purged,
        };
        KeyNews news = (known.Stage, stage) switch
        {
            var (before, after) when after < before => KeyNews.Recovered,
            var (before, after) when after == before => KeyNews.None,
            (_, KeyStage.Disabled) => KeyNews.Disabled,
            (_, KeyStage.Deleted) => KeyNews.Deleted,
            (_, KeyStage.Purged) => KeyNews.Purged,
            _ => KeyNews.None,
        };
        return (After(known, stage, seen, news, now), news);
    }

    /// <summary>Dates of what is true now; what is not true any more has none.</summary>
    private static KeyState After(KeyState known, KeyStage stage, VaultKey seen, KeyNews news, DateTimeOffset now) => new()
    {
        DisabledAt = stage >= KeyStage.Disabled ? known.DisabledAt ?? now : null,
        DeletedAt = stage >= KeyStage.Deleted ? known.DeletedAt ?? now : null,
        FinalOn = stage switch
        {
            KeyStage.Deleted => seen.PurgedOn ?? known.FinalOn,
            KeyStage.Purged => known.PurgedAt ?? now,
            KeyStage.InUse or KeyStage.Disabled => null,
        },
        PurgedAt = stage == KeyStage.Purged ? known.PurgedAt ?? now : null,
        RecoveredAt = news == KeyNews.Recovered ? now : known.RecoveredAt,
        CheckedAt = now,
    };
}
