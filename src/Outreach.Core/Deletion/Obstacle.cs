using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>What may stand in the way of a deletion: a code, kept in the list's record and counted at every run, never free text.</summary>
public enum Obstacle
{
    /// <summary>A store or the audit account did not answer; nothing is wrong with the list itself.</summary>
    StorageUnavailable,

    /// <summary>Rows with the server share were deleted and read back as still there.</summary>
    ShareStillThere,

    /// <summary>A lease on the ciphertext could not be broken.</summary>
    BlobLeased,

    /// <summary>An immutability policy or a legal hold keeps the ciphertext. Somebody must lift it: the lists account may have neither.</summary>
    BlobHeld,

    /// <summary>Storage refused to delete the ciphertext for another reason.</summary>
    BlobRefused,

    /// <summary>The ciphertext, a snapshot or a version of it was deleted and read back as still there.</summary>
    BlobStillThere,

    /// <summary>Storage keeps the deleted ciphertext for a while (soft delete): somebody must turn that off.</summary>
    BlobSoftDeleted,

    /// <summary>The contact ledger or the campaign's secret does not answer: people of a list that was never opened are still claimed for it.</summary>
    ClaimsStillThere,

    /// <summary>The list's orchestration goes on hours after the list was destroyed: it is stuck or suspended.</summary>
    HistoryRunning,

    /// <summary>The history of its orchestration was purged and read back as still there.</summary>
    HistoryStillThere,

    /// <summary>Something that nobody foresaw, such as a damaged audit stream; the run fails loudly as well.</summary>
    Unforeseen,
}

/// <summary>An obstacle in a list's record.</summary>
/// <param name="Since">When it was met first; it stays while the same obstacle is met again.</param>
public sealed record ObstacleFound(Obstacle Code, DateTimeOffset Since);

/// <summary>A list whose destruction waits.</summary>
public sealed record BlockedList(ListId List, ObstacleFound Obstacle);
