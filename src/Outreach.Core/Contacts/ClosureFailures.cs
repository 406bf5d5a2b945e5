namespace Outreach.Core.Contacts;

/// <summary>What a doctor may be told about closing rows.</summary>
public static class ClosureFailures
{
    /// <summary>Unknown, of another list, and withdrawn for whatever reason look the same: one body.</summary>
    public static Failure RowNotFound { get; } = new("contacts.row-not-found", FailureKind.NotFound,
        "There is no such row on this list now. Look at the list again: rows may be withdrawn at any time.",
        "Cette ligne n'est pas, ou n'est plus, sur la liste. Consultez de nouveau la liste : une ligne peut en être retirée à tout moment.");

    public static Failure ReasonNotAccepted { get; } = new("contacts.reason-not-accepted", FailureKind.Invalid,
        "Send no body: a row is closed without a reason, and none is kept.",
        "N'envoyez pas de corps : une ligne se clôt sans motif, et aucun n'est conservé.");

    public static Failure ListNotOpened { get; } = new("contacts.list-not-opened", FailureKind.Conflict,
        "Open the list first: a row can be closed once the list was opened.",
        "Ouvrez d'abord la liste : une ligne ne peut être close qu'après une ouverture.");

    public static Failure UndoOver { get; } = new("contacts.undo-over", FailureKind.Conflict,
        "This row was closed more than a day ago. That cannot be undone any more.",
        "Cette ligne a été close il y a plus d'un jour. Cela ne peut plus être annulé.");
}
