namespace Outreach.Core.Campaigns;

/// <summary>Where a campaign's key stands in the vault, asked of the vault itself.</summary>
public enum VaultKeyStage
{
    /// <summary>A version of it unwraps.</summary>
    Enabled,

    /// <summary>It is there, and no version unwraps.</summary>
    Disabled,

    /// <summary>Deleted: it can be recovered until it is purged.</summary>
    Deleted,

    /// <summary>There is none, and none to recover.</summary>
    Absent,
}

/// <summary>What the vault says of a campaign's key at one moment.</summary>
/// <param name="PurgedOn">Of a deleted key: the day from which it is beyond recovery, if the vault says.</param>
public sealed record VaultKey(VaultKeyStage Stage, DateTimeOffset? PurgedOn = null);

/// <summary>The end of a campaign's key as far as it is known to have come; what evidence may say of it (C5, threat 46).</summary>
public enum KeyStage
{
    InUse,
    Disabled,

    /// <summary>Deleted, final on <see cref="KeyState.FinalOn"/>: until then somebody with the right could recover it.</summary>
    Deleted,

    /// <summary>Beyond recovery.</summary>
    Purged,
}

/// <summary>What was true of a campaign's key when the vault was asked last.</summary>
public sealed record KeyState
{
    public static KeyState InUse { get; } = new();

    public DateTimeOffset? DisabledAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The key is beyond recovery from here on; null as long as it is not deleted.</summary>
    public DateTimeOffset? FinalOn { get; init; }

    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>When the key was last found usable, or there again, after it had been disabled or deleted; null when it never was.</summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <summary>When the vault was asked last; null before the end began.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    public KeyStage Stage => this switch
    {
        { PurgedAt: not null } => KeyStage.Purged,
        { DeletedAt: not null } => KeyStage.Deleted,
        { DisabledAt: not null } => KeyStage.Disabled,
        _ => KeyStage.InUse,
    };
}
