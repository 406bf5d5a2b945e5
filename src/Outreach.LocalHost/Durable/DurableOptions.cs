namespace Outreach.LocalHost.Durable;

/// <summary>What `host.json` says under `extensions.durableTask`.</summary>
public sealed record DurableOptions
{
    /// <summary>Names the tables and containers of the hub; letters and digits, 3 to 45. Default `TestHubName`, as Durable Functions has it.</summary>
    public string HubName { get; init; } = "TestHubName";

    /// <summary>Activities at once. Default: ten times the processors.</summary>
    public int MaxConcurrentActivityFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrator turns at once. Default: ten times the processors.</summary>
    public int MaxConcurrentOrchestratorFunctions { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Whether an orchestrator that is in memory goes on where it stands. Default false, as Durable Functions has it: its code is replayed before every turn.</summary>
    /// <remarks>
    /// Replaying shows early what would fail in Azure: code that does something else the second time. A history beyond a few dozen turns is replayed only when its
    /// orchestrator has left memory, so that a step costs the same at any length.
    /// </remarks>
    public bool ExtendedSessionsEnabled { get; init; }

    /// <summary>Orchestrators kept in memory between turns; the others are replayed from history when something happens to them. Default 100.</summary>
    /// <remarks>Each holds some ten kilobytes. It is worth most between turns that follow each other at once; one that sleeps for a month gains nothing.</remarks>
    public int CachedSessions { get; init; } = 100;
}
