using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.Hosting;

/// <summary>The orchestrators and activities of an application, for the durable engine.</summary>
public sealed class DurableFunctions(FunctionCatalog catalog, FunctionInvoker invoker) : IDurableFunctionInvoker
{
    public bool HasOrchestrator(string name) => catalog.Find(name) is { IsOrchestrator: true };

    public bool HasActivity(string name) => catalog.Find(name) is { IsActivity: true };

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context, string? serializedInput) =>
        invoker.InvokeAsync(
            catalog.Find(name)!, context, http: null, type => JsonDataConverter.Default.Deserialize(serializedInput, type), CancellationToken.None);

    public Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
    {
        FunctionEntry activity = catalog.Find(name)!;
        object? input = JsonDataConverter.Default.Deserialize(serializedInput, activity.TriggerParameter.ParameterType);
        return invoker.InvokeAsync(activity, input, http: null, input: null, cancellationToken);
    }
}
