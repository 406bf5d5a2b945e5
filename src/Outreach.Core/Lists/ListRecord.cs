using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.Lists;

/// <summary>The life of a list. Once destruction has begun there is no way back. A list whose time is over (<see cref="ListRecord.NotAfter"/>) is expired in any state.</summary>
public enum ListState
{
    Sealing,
    Ready,

    /// <summary>Nothing opens it any more.</summary>
    Destroying,

    /// <summary>Server share, row references and opening count are gone, verified: link and ciphertext are worthless.</summary>
    ShareDestroyed,

    /// <summary>The ciphertext is gone, verified.</summary>
    BlobDestroyed,

    /// <summary>As above, and it stands in the audit trail.</summary>
    Destroyed,
}

/// <summary>Why a list ended.</summary>
public enum EndReason
{
    Deleted,
    Expired,
    CampaignClosed,
    PreparationFailed,

    /// <summary>The ciphertext of a list that could be opened was not there any more.</summary>
    CiphertextLost,
}

/// <summary>What an opening trusts about a list: never the blob's metadata, never a key id found in data.</summary>
public sealed record ListRecord
{
    public required ListId Id { get; init; }

    public required ListRequestId Request { get; init; }

    public required CampaignId Campaign { get; init; }

    public required PractitionerRef Practitioner { get; init; }

    /// <summary>From here on it is expired: it cannot be opened, whether it is deleted yet or not.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    public required ListState State { get; init; }

    /// <summary>The ciphertext's name: list id and a random attempt, so that two attempts never write one blob.</summary>
    public string BlobName { get; init; } = "";

    /// <summary>SHA-256 of the ciphertext, lower-case hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Bytes of ciphertext.</summary>
    public long Length { get; init; }

    public int Rows { get; init; }

    /// <summary>How many of the doctor's own patients are not on it because somebody else holds them or they are not to be contacted.</summary>
    public int LeftOut { get; init; }

    /// <summary>The secure link, encrypted to the requester's delivery key; the only copy there is.</summary>
    public string LinkJwe { get; init; } = "";

    /// <summary>When its key was first released. A list that never was left no copy anywhere.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public EndReason? End { get; init; }

    /// <summary>When its destruction began; nothing opened it from then on, though its time may not have been over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was deleted: share and ciphertext gone, and in the audit trail.</summary>
    public DateTimeOffset? DestroyedAt { get; init; }

    /// <summary>When the history of its orchestration was gone too.</summary>
    public DateTimeOffset? HistoryPurgedAt { get; init; }

    /// <summary>What stands in the way of its destruction; null when nothing does.</summary>
    public ObstacleFound? Obstacle { get; init; }

    public DateTimeOffset? AttestedAt { get; init; }

    /// <summary>What was attested, and where that stands in the audit trail; null until then.</summary>
    public Deletion.Attestation? Attestation { get; init; }

    /// <summary>Where the destruction stands in the audit trail.</summary>
    public AuditReceipt? Receipt { get; init; }

    public bool IsOver => State is not (ListState.Sealing or ListState.Ready);
}
