namespace Outreach.Core.Deletion;

/// <summary>What makes the lists account no place for lists: deleting there would not delete, or nobody can tell.</summary>
public enum ListsAccountFault
{
    /// <summary>Deleted blobs can be brought back.</summary>
    BlobSoftDelete,

    /// <summary>Deleted and overwritten blobs stay as versions.</summary>
    Versioning,

    /// <summary>Deleted containers can be brought back, with their blobs.</summary>
    ContainerSoftDelete,

    /// <summary>An immutability policy or a legal hold on the container of lists: nothing can be deleted.</summary>
    Immutability,

    /// <summary>The application has no identity there, or none that may look.</summary>
    Forbidden,

    /// <summary>No answer for as long as it is reasonable to wait.</summary>
    NoAnswer,
}

/// <summary>Looks at the lists account as it is now, by what it does with something that is deleted (C5, threat 41).</summary>
public interface IListsAccountProbe
{
    /// <summary>Empty where deleted is gone. Safe to run twice and at once from several hosts; touches no list.</summary>
    Task<IReadOnlyCollection<ListsAccountFault>> LookAsync(CancellationToken cancellationToken);
}
