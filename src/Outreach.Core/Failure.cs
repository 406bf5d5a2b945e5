using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Core.Lists;

namespace Outreach.Core;

/// <summary>What an expected failure means to a caller; the HTTP status is its value.</summary>
public enum FailureKind
{
    Invalid = 400,
    Unauthenticated = 401,
    Forbidden = 403,
    NotFound = 404,
    Conflict = 409,
    Gone = 410,
    TooLarge = 413,
    UnsupportedMedia = 415,
    TooMany = 429,
    Unavailable = 503,
}

/// <summary>An outcome the caller can act on: a stable code, and a sentence that says what to do, in English and French.</summary>
/// <param name="Code">Stable, `capability.reason`; clients may branch on it.</param>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="English">What to do. Never holds personal data, keys or links.</param>
/// <param name="French">The same in French.</param>
public sealed record Failure(string Code, FailureKind Kind, string English, string French)
{
    /// <summary>The field the failure is about (a JSON path), when it is about one.</summary>
    public string? Field { get; init; }

    /// <summary>The caller's own request that the failure is about, when it is about one.</summary>
    public string? RequestId { get; init; }

    /// <summary>When to try again, when the failure is that there was too much at once.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How far the caller's own list has gone, when the failure is that it is over.</summary>
    public ListEnd? End { get; init; }

    /// <summary>What the check found, when the failure is that it found something.</summary>
    public IReadOnlyList<MessageFinding>? Findings { get; init; }
}
