namespace Outreach.Conformance;

/// <summary>Something that every host of Durable Functions must do.</summary>
/// <param name="Name">Unique; part of the address it is run by.</param>
/// <param name="Source">Where the SDK says so: its documentation, or its code by file.</param>
/// <param name="Expected">The outcome, as text.</param>
/// <param name="RunAsync">Plays the case with a durable client; the actual outcome, as text.</param>
public sealed record ConformanceCase(string Name, string Source, string Expected, Func<CaseRun, Task<string>> RunAsync);

/// <summary>How a case came out; what the HTTP interface answers.</summary>
public sealed record ConformanceOutcome(string Name, string Source, string Expected, string Actual);
