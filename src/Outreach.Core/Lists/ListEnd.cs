namespace Outreach.Core.Lists;

/// <summary>What a list that cannot be opened any more has come to: expired means that nobody can open it, deleted that it is gone.</summary>
public enum ListEndState
{
    Expired,
    Deleted,
}

/// <summary>The end of a list as its doctor may know it, each state with its own date (C4, C5).</summary>
/// <param name="ExpiredAt">Since when it cannot be opened; null where its campaign ended before it and the list itself is not yet dealt with.</param>
/// <param name="DeletedAt">When share and ciphertext were gone, verified; null until then.</param>
public sealed record ListEnd(ListEndState State, DateTimeOffset? ExpiredAt, DateTimeOffset? DeletedAt)
{
    /// <summary>Its campaign is closed, or the campaign's key is not usable.</summary>
    public static ListEnd WithItsCampaign { get; } = new(ListEndState.Expired, ExpiredAt: null, DeletedAt: null);

    /// <summary>Null while the list may be opened as far as its own time goes. A pure rule: no timer need have run.</summary>
    public static ListEnd? Of(ListRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record switch
        {
            { State: ListState.Destroyed } => new ListEnd(ListEndState.Deleted, Expiry(record), record.DestroyedAt),
            { IsOver: true } => new ListEnd(ListEndState.Expired, Expiry(record), DeletedAt: null),
            _ => AccessPeriod.IsOver(record.NotAfter, now) ? new ListEnd(ListEndState.Expired, record.NotAfter, DeletedAt: null) : null,
        };
    }

    /// <summary>The same for a request, whose list may not have been made yet.</summary>
    public static ListEnd? Of(ListRequest request, ListRecord? record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        return record is not null ? Of(record, now)
            : AccessPeriod.IsOver(request.NotAfter, now) ? new ListEnd(ListEndState.Expired, request.NotAfter, DeletedAt: null)
            : null;
    }

    /// <summary>Whichever came first: its time, or its deletion before that.</summary>
    private static DateTimeOffset Expiry(ListRecord record) => record.EndedAt is { } ended && ended < record.NotAfter ? ended : record.NotAfter;
}
