namespace Outreach.Core;

/// <summary>A stored value with the version it was read at; a conditional write succeeds only on that version.</summary>
public sealed record Versioned<T>(T Value, string ETag);
