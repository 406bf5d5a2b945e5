using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Where a list stands, with what came before a record exists.</summary>
public enum ListFate
{
    /// <summary>Asked for, not begun.</summary>
    Queued,
    Sealing,
    Ready,

    /// <summary>Destruction has begun and is not finished: nothing opens it any more.</summary>
    Destroying,
    Destroyed,
}

/// <summary>What is wrong between the places that speak of one list.</summary>
public enum ListFault
{
    /// <summary>The record says destroyed, and no event of the trail is its proof.</summary>
    ProofMissing,

    /// <summary>The trail says destroyed, and the record says that the list lives.</summary>
    DestroyedYetAlive,

    /// <summary>Ciphertext of a destroyed list is there.</summary>
    CiphertextLeft,

    /// <summary>The server share, row references or opening count of a destroyed list are there.</summary>
    SecretLeft,

    /// <summary>A list that can be opened lacks its ciphertext or server share.</summary>
    Incomplete,

    /// <summary>The trail, ciphertext or server share of a list is there, and its record is not.</summary>
    RecordMissing,

    /// <summary>A record whose trail does not tell that anybody asked.</summary>
    RequestMissing,

    /// <summary>The chain of the list's events is damaged or altered.</summary>
    TrailAltered,

    /// <summary>Record and trail tell another number of rows.</summary>
    RowsDiffer,

    /// <summary>Record and trail tell another number of people left out.</summary>
    LeftOutDiffers,

    /// <summary>The record says attested, and no event does.</summary>
    AttestationMissing,

    /// <summary>A key was released after the end of access.</summary>
    OpenedLate,

    /// <summary>A key was released to somebody else than the doctor who asked.</summary>
    OpenedByAnother,
}

/// <summary>One list as table, container and trail show it now.</summary>
/// <param name="Record">Null before it is built, and when it was removed.</param>
/// <param name="Ciphertexts">Blobs under the list's id.</param>
/// <param name="HasSecrets">Whether a server share, row references or an opening count are stored.</param>
public sealed record ListEvidence(ListId Id, ListRecord? Record, ListTrail Trail, int Ciphertexts, bool HasSecrets)
{
    /// <summary>Null when neither record nor trail tell it: what is there belongs to nobody.</summary>
    public CampaignId? Campaign => Record?.Campaign ?? Trail.Campaign;

    /// <summary>Something is stored under an id that no list of any campaign has.</summary>
    public bool IsOrphan => Campaign is null && (Ciphertexts > 0 || HasSecrets || Trail.Fault is not null);

    public ListFate Fate => Record is null
        ? Trail.Destructions.Count > 0 ? ListFate.Destroyed : ListFate.Queued
        : Record.State switch
        {
            ListState.Sealing => ListFate.Sealing,
            ListState.Ready => ListFate.Ready,
            ListState.Destroying or ListState.ShareDestroyed or ListState.BlobDestroyed => ListFate.Destroying,
            ListState.Destroyed => ListFate.Destroyed,
        };

    /// <summary>End of access; null when neither record nor trail tell it.</summary>
    public DateTimeOffset? NotAfter => Record?.NotAfter ?? Trail.NotAfter;

    public bool IsPastDueAt(DateTimeOffset now) => Fate != ListFate.Destroyed && NotAfter <= now;

    /// <summary>Past due by more than the timer's rhythm explains.</summary>
    public bool IsLate { get; init; }

    /// <summary>The record has served its time: it may be gone.</summary>
    public bool RecordMayBeGone { get; init; }

    /// <summary>The request has served its time: it may be gone.</summary>
    public bool RequestMayBeGone { get; init; }

    /// <summary>Retention has erased the list's events, as it had to (C14).</summary>
    public bool TrailIsErased { get; init; }

    public EndReason? End => Fate is ListFate.Destroying or ListFate.Destroyed ? Record?.End ?? Trail.End : null;

    /// <summary>Whether what was sealed last is what the record tells of: it is once the list is ready, and stays so when it was opened.</summary>
    public bool IsComparable => Record is not null && (Fate == ListFate.Ready || Record.OpenedAt is not null) && Trail is { Sealed: true, Fault: null };

    /// <summary>The event that proves the destruction; null when there is none.</summary>
    public AuditReceipt? Proof => (Fate, Record) switch
    {
        (ListFate.Destroyed, null) => RecordMayBeGone ? Trail.Destructions[^1] : null,
        (ListFate.Destroyed, { Receipt: { } receipt }) => Trail.Destructions.FirstOrDefault(destruction => destruction == receipt),
        _ => null,
    };

    /// <summary>Whether the latest checkpoint signed the event that proves the destruction.</summary>
    public bool IsCovered => Proof is { } proof && proof.Sequence <= Trail.CoveredUpTo;

    /// <summary>Everything that does not fit. A list that is being made or destroyed may be half of either: only what is wrong in the end is a fault.</summary>
    public IEnumerable<ListFault> Faults()
    {
        if (Trail.Fault is not null)
        {
            yield return ListFault.TrailAltered;
        }
        else if (Record is not null && Trail.RequestedAt is null && !TrailIsErased)
        {
            yield return ListFault.RequestMissing;
        }

        if (Record is null && !RecordMayBeGone && (Trail.Sealed || Trail.Destructions.Count > 0 || Ciphertexts > 0 || HasSecrets))
        {
            yield return ListFault.RecordMissing;
        }

        foreach (ListFault fault in FaultsOfState())
        {
            yield return fault;
        }

        if (Trail.LateOpenings > 0)
        {
            yield return ListFault.OpenedLate;
        }

        if (Trail.ForeignOpenings > 0)
        {
            yield return ListFault.OpenedByAnother;
        }
    }

    private IEnumerable<ListFault> FaultsOfState()
    {
        bool destroyed = Fate == ListFate.Destroyed;
        if (destroyed && Proof is null && !TrailIsErased)
        {
            yield return ListFault.ProofMissing;
        }

        if (Fate is ListFate.Sealing or ListFate.Ready && Trail.Destructions.Count > 0)
        {
            yield return ListFault.DestroyedYetAlive;
        }

        if (destroyed && Ciphertexts > 0)
        {
            yield return ListFault.CiphertextLeft;
        }

        if (destroyed && HasSecrets)
        {
            yield return ListFault.SecretLeft;
        }

        if (Fate == ListFate.Ready && (Ciphertexts == 0 || !HasSecrets))
        {
            yield return ListFault.Incomplete;
        }

        if (Fate == ListFate.Ready && Trail is { Sealed: true, Fault: null } && Trail.Rows != Record!.Rows)
        {
            yield return ListFault.RowsDiffer;
        }

        if (IsComparable && Trail.LeftOut != Record!.LeftOut)
        {
            yield return ListFault.LeftOutDiffers;
        }

        if (Record?.AttestedAt is not null && !Trail.Attested && !TrailIsErased)
        {
            yield return ListFault.AttestationMissing;
        }
    }
}
