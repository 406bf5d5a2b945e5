using System.Collections.Immutable;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>A campaign's lists in numbers; the sum of any number of lists, whatever their order.</summary>
public sealed record ListTally
{
    /// <summary>Ids shown per fault; the others are counted.</summary>
    public const int MostNamed = 20;

    public static ListTally None { get; } = new();

    /// <summary>Lists that record or trail know: one per request.</summary>
    public long Known { get; init; }

    /// <summary>Of these: asked for before the instant up to which requests are compared.</summary>
    public long Settled { get; init; }

    /// <summary>Asked for so near to that instant, before and after it, that the other place may have it on the other side.</summary>
    public long JustBefore { get; init; }

    public long JustAfter { get; init; }

    /// <summary>Of the settled: destroyed so long ago that the request itself may be gone.</summary>
    public long SettledMayBeGone { get; init; }

    /// <summary>Requests by stated necessity.</summary>
    public ImmutableSortedDictionary<string, long> ByNecessity { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Requests whose necessity is none of the campaign's.</summary>
    public long WithoutNecessity { get; init; }

    /// <summary>Requests whose access would last beyond the law's month or the campaign.</summary>
    public long TooLong { get; init; }

    public ImmutableSortedDictionary<ListFate, long> ByFate { get; init; } = ImmutableSortedDictionary<ListFate, long>.Empty;

    /// <summary>Lists that are over, or being ended, by reason.</summary>
    public ImmutableSortedDictionary<EndReason, long> ByReason { get; init; } = ImmutableSortedDictionary<EndReason, long>.Empty;

    /// <summary>Sealed, and not given up as failed.</summary>
    public long Prepared { get; init; }

    public long Failed { get; init; }

    /// <summary>Ended before they were sealed, and not because preparing failed.</summary>
    public long EndedUnprepared { get; init; }

    /// <summary>Destroyed, and known from the record alone: retention has erased what tells whether they were prepared and opened (C14).</summary>
    public long KnownFromTheRecordAlone { get; init; }

    /// <summary>Not ended and not sealed.</summary>
    public long InProgress { get; init; }

    /// <summary>Prepared lists that were opened at least once.</summary>
    public long Opened { get; init; }

    public long Openings { get; init; }

    public long LateOpenings { get; init; }

    public long ForeignOpenings { get; init; }

    public long InsurerOpenings { get; init; }

    /// <summary>Rows of the prepared lists.</summary>
    public long Rows { get; init; }

    /// <summary>Left out of the prepared lists; a person counts at each.</summary>
    public long LeftOut { get; init; }

    /// <summary>Left out of lists that record and trail both know, as either tells it.</summary>
    public long LeftOutRecorded { get; init; }

    public long LeftOutSealed { get; init; }

    /// <summary>Lists whose access has ended and that are not destroyed yet.</summary>
    public long PastDue { get; init; }

    /// <summary>Of these: by more than the timer's rhythm explains.</summary>
    public long Late { get; init; }

    /// <summary>Destroyed lists whose record points at an event of the trail that proves it.</summary>
    public long Proofs { get; init; }

    /// <summary>Of these: signed by the latest checkpoint. The others are not yet.</summary>
    public long Covered { get; init; }

    /// <summary>Destroyed lists whose events retention has erased.</summary>
    public long ProofsErased { get; init; }

    /// <summary>What stands in the way of lists that are being destroyed, or of their last traces.</summary>
    public ImmutableSortedDictionary<Obstacle, long> ByObstacle { get; init; } = ImmutableSortedDictionary<Obstacle, long>.Empty;

    /// <summary>Lists of whose destruction the trail tells.</summary>
    public long DestructionEvents { get; init; }

    /// <summary>Lists in destruction whose event is written and whose record is not yet.</summary>
    public long DestructionsUnfinished { get; init; }

    public long Attested { get; init; }

    public long Ciphertexts { get; init; }

    public long WithSecrets { get; init; }

    /// <summary>Destroyed lists of which something is left.</summary>
    public long LeftOvers { get; init; }

    public long AuditEvents { get; init; }

    public long AlteredTrails { get; init; }

    public long ContactEvents { get; init; }

    /// <summary>Faults, with the first lists that have them.</summary>
    public ImmutableSortedDictionary<ListFault, FaultCount> Faults { get; init; } = ImmutableSortedDictionary<ListFault, FaultCount>.Empty;

    public long In(ListFate fate) => ByFate.GetValueOrDefault(fate);

    public long For(EndReason reason) => ByReason.GetValueOrDefault(reason);

    /// <param name="list">Counted once.</param>
    /// <param name="campaign">Whose policy is the measure.</param>
    /// <param name="now">Judges what is past due.</param>
    /// <param name="settledBefore">Requests younger than this may still be on their way into one of the places.</param>
    public ListTally With(ListEvidence list, Campaign campaign, DateTimeOffset now, DateTimeOffset settledBefore)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(campaign);
        bool failed = list.End == EndReason.PreparationFailed;
        bool prepared = list.Trail.Sealed && !failed;
        bool over = list.Fate is ListFate.Destroying or ListFate.Destroyed;
        bool destroyed = list.Fate == ListFate.Destroyed;
        bool settled = list.Trail.RequestedAt is not { } asked || asked < settledBefore;
        string necessity = list.Trail.Necessity;
        return this with
        {
            Known = Known + 1,
            Settled = Settled + One(settled),
            JustBefore = JustBefore + One(list.Trail.RequestedAt is { } early && Reconciliation.IsJustBefore(early, settledBefore)),
            JustAfter = JustAfter + One(list.Trail.RequestedAt is { } late && Reconciliation.IsJustAfter(late, settledBefore)),
            SettledMayBeGone = SettledMayBeGone + One(settled && list.RequestMayBeGone),
            ByNecessity = necessity.Length > 0 ? ByNecessity.SetItem(necessity, ByNecessity.GetValueOrDefault(necessity) + 1) : ByNecessity,
            WithoutNecessity = WithoutNecessity + One(list.Trail.RequestedAt is not null && !campaign.Policy.AcceptedReasons.Contains(necessity, StringComparer.Ordinal)),
            TooLong = TooLong + One(list.Trail.RequestedAt is { } at && list.NotAfter > AccessPeriod.End(campaign, at)),
            ByFate = ByFate.SetItem(list.Fate, In(list.Fate) + 1),
            ByReason = list.End is { } end ? ByReason.SetItem(end, For(end) + 1) : ByReason,
            Prepared = Prepared + One(prepared),
            Failed = Failed + One(failed),
            EndedUnprepared = EndedUnprepared + One(over && !prepared && !failed && !list.TrailIsErased),
            KnownFromTheRecordAlone = KnownFromTheRecordAlone + One(list.TrailIsErased && !failed),
            InProgress = InProgress + One(!over && !prepared && !failed),
            Opened = Opened + One(prepared && list.Trail.Openings > 0),
            Openings = Openings + list.Trail.Openings,
            LateOpenings = LateOpenings + list.Trail.LateOpenings,
            ForeignOpenings = ForeignOpenings + list.Trail.ForeignOpenings,
            InsurerOpenings = InsurerOpenings + list.Trail.InsurerOpenings,
            Rows = Rows + (prepared ? list.Trail.Rows : 0),
            LeftOut = LeftOut + (prepared ? list.Trail.LeftOut : 0),
            LeftOutRecorded = LeftOutRecorded + (list.IsComparable ? list.Record!.LeftOut : 0),
            LeftOutSealed = LeftOutSealed + (list.IsComparable ? list.Trail.LeftOut : 0),
            PastDue = PastDue + One(list.IsPastDueAt(now)),
            Late = Late + One(list.IsLate),
            Proofs = Proofs + One(list.Proof is not null),
            Covered = Covered + One(list.IsCovered),
            ProofsErased = ProofsErased + One(destroyed && list.TrailIsErased),
            ByObstacle = list.Record?.Obstacle is { } met ? ByObstacle.SetItem(met.Code, ByObstacle.GetValueOrDefault(met.Code) + 1) : ByObstacle,
            DestructionEvents = DestructionEvents + One(list.Trail.Destructions.Count > 0),
            DestructionsUnfinished = DestructionsUnfinished + One(list.Fate == ListFate.Destroying && list.Trail.Destructions.Count > 0),
            Attested = Attested + One(list.Record?.AttestedAt is not null || (list.Record is null && list.Trail.Attested)),
            Ciphertexts = Ciphertexts + list.Ciphertexts,
            WithSecrets = WithSecrets + One(list.HasSecrets),
            LeftOvers = LeftOvers + One(destroyed && (list.HasSecrets || list.Ciphertexts > 0)),
            AuditEvents = AuditEvents + list.Trail.Events,
            AlteredTrails = AlteredTrails + One(list.Trail.Fault is not null),
            ContactEvents = ContactEvents + list.Trail.ContactEvents,
            Faults = list.Faults().Aggregate(Faults, (faults, fault) =>
                faults.SetItem(fault, (faults.GetValueOrDefault(fault) ?? FaultCount.None).With(list.Id))),
        };
    }

    private static long One(bool counts) => counts ? 1 : 0;
}

/// <summary>How many lists have a fault, and the first of them.</summary>
public sealed record FaultCount(long Count, ImmutableArray<ListId> First)
{
    public static FaultCount None { get; } = new(0, []);

    public FaultCount With(ListId list) => new(Count + 1, First.Length < ListTally.MostNamed ? First.Add(list) : First);
}
