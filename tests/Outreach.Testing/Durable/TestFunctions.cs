using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Outreach.LocalHost.Durable;

namespace Outreach.Testing.Durable;

/// <summary>Orchestrators and activities given as delegates; counts how often each activity ran.</summary>
public sealed class TestFunctions : IDurableFunctionInvoker
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<string?, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentDictionary<string, int> Runs { get; } = new(StringComparer.OrdinalIgnoreCase);

    public TestFunctions Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> code)
    {
        _orchestrators[name] = code;
        return this;
    }

    public TestFunctions Activity<TInput>(string name, Func<TInput, Task<object?>> code)
    {
        _activities[name] = input => code(JsonDataConverter.Default.Deserialize<TInput>(input)!);
        return this;
    }

    public TestFunctions Activity<TInput>(string name, Func<TInput, object?> code) =>
        Activity<TInput>(name, input => Task.FromResult(code(input)));

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context, string? serializedInput) => _orchestrators[name](context);

    public Task<object?> RunActivityAsync(string name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
    {
        Runs.AddOrUpdate(name, 1, (_, count) => count + 1);
        return _activities[name](serializedInput);
    }
}
