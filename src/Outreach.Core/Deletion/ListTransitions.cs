using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>The moves of a list towards its end; a pure function, so that every case can be tabled.</summary>
public static class ListTransitions
{
    /// <summary>Begins destruction. The first reason stays: a list ends once.</summary>
    public static ListRecord BeginDestruction(ListRecord record, EndReason reason)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.IsOver ? record : record with { State = ListState.Destroying, End = reason, LinkJwe = "" };
    }

    /// <summary>Ends destruction; refused unless it was begun.</summary>
    public static ListRecord Complete(ListRecord record, DateTimeOffset at, Audit.AuditReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.State == ListState.Destroying
            ? record with { State = ListState.Destroyed, DestroyedAt = at, Receipt = receipt, Sha256 = "", BlobName = "", Length = 0 }
            : throw new InvalidOperationException($"A list that is {record.State} cannot be marked destroyed.");
    }
}
