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

    /// <summary>Orchestrators kept in memory between turns; the others are replayed from history when something happens to them. Default 100.</summary>
    /// <remarks>Each holds some ten kilobytes. It is worth most between turns that follow each other at once; one that sleeps for a month gains nothing.</remarks>
    public int CachedSessions { get; init; } = 100;
}
