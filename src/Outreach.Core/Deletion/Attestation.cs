namespace Outreach.Core.Deletion;

/// <summary>What a doctor attests about the own copies of a list. Neutral: that there was one is no reproach.</summary>
/// <param name="Exports">Files made from the list: `deleted`, or `none` were made; null when not told apart.</param>
/// <param name="Prints">The same of paper.</param>
/// <param name="AuditSequence">Position of the attestation in the list's audit chain.</param>
/// <param name="AuditHash">Hash of that event.</param>
public sealed record Attestation(string? Exports, string? Prints, long AuditSequence, string AuditHash);

/// <summary>What may become of a kind of copies.</summary>
public static class Copies
{
    public const string Deleted = "deleted";
    public const string None = "none";

    /// <summary>Whether a body may say this; saying nothing is allowed.</summary>
    public static bool IsKnown(string? copies) => copies is null or Deleted or None;

    /// <summary>The word for it in the audit trail.</summary>
    public static string Word(string copies) => copies == Deleted ? "Deleted" : "None";
}
