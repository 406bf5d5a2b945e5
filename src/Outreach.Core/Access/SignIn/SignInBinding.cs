namespace Outreach.Core.Access.SignIn;

/// <summary>Which doctor a `sub` stood for when it was seen first: pseudonyms, no identifier.</summary>
/// <param name="Subject">The doctor as the audit trail has them, from <see cref="Pseudonyms.Actor"/>.</param>
/// <param name="Practitioner">From <see cref="Pseudonyms.SignedIn"/>.</param>
/// <param name="SeenAt">When it was seen first; it is forgotten <see cref="BindSignInHandler.Life"/> later.</param>
public sealed record SignInBinding(string Subject, string Practitioner, DateTimeOffset SeenAt)
{
    /// <summary>When another identifier was last reported; null when none ever came.</summary>
    public DateTimeOffset? ReportedAt { get; init; }
}

/// <summary>Keeps one binding per `sub`.</summary>
public interface ISignInBindingStore
{
    Task<Versioned<SignInBinding>?> FindAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Inserts when <paramref name="etag"/> is null, else replaces that version. False when somebody else was first.</summary>
    Task<bool> TryPutAsync(SignInBinding binding, string? etag, CancellationToken cancellationToken);

    /// <summary>Removes bindings that were seen first before an instant, at most so many. How many were removed.</summary>
    Task<int> RemoveAsync(DateTimeOffset seenBefore, int most, CancellationToken cancellationToken);
}
