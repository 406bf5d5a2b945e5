using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Outreach.Conformance;

/// <summary>One run of a case: starts orchestrations under ids of its own and waits for them, with patience for a slow host.</summary>
public sealed class CaseRun(DurableTaskClient client, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly string _prefix = Guid.NewGuid().ToString("N")[..12];

    public DurableTaskClient Client => client;

    public CancellationToken Cancellation => cancellationToken;

    /// <summary>An instance id of this run.</summary>
    public string Id(string name) => $"{_prefix}-{name}";

    public Task<string> StartAsync(string orchestrator, object? input = null, string? id = null) =>
        client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id ?? Id(Guid.NewGuid().ToString("N")[..8])), cancellationToken);

    public async Task<OrchestrationMetadata> CompleteAsync(string instanceId) =>
        await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, cancellationToken);

    /// <summary>Runs an orchestrator; its output as serialized, or its status where it did not complete.</summary>
    public async Task<string> OutputAsync(string orchestrator, object? input = null) => Text(await CompleteAsync(await StartAsync(orchestrator, input)));

    /// <summary>Waits until an instance is in a status.</summary>
    public async Task<OrchestrationMetadata> ReachAsync(string instanceId, OrchestrationRuntimeStatus status)
    {
        while (true)
        {
            if (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken) is { } instance && instance.RuntimeStatus == status)
            {
                return instance;
            }

            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Whether a call is refused; hosts differ in how they say so.</summary>
    public async Task<string> TryAsync(Func<Task> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            await call();
            return "accepted";
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return "refused";
        }
    }

    /// <summary>Output as serialized; of an instance that did not complete, its status.</summary>
    public static string Text(OrchestrationMetadata instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? instance.SerializedOutput ?? "nothing" : instance.RuntimeStatus.ToString();
    }
}
