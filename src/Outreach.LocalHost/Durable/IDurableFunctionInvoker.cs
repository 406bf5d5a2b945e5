using Microsoft.DurableTask;

namespace Outreach.LocalHost.Durable;

/// <summary>What the engine needs of the Functions host: to call orchestrators and activities by name.</summary>
public interface IDurableFunctionInvoker
{
    bool HasOrchestrator(string name);

    bool HasActivity(string name);

    /// <summary>Runs an orchestrator function; its result as returned. Called again for every replay.</summary>
    Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context, string? serializedInput);

    /// <summary>Runs an activity function; its result as returned. May be called again for the same work after a crash.</summary>
    Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellationToken);
}
