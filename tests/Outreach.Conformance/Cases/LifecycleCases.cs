using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Outreach.Conformance.Cases;

/// <summary>Terminating, suspending, custom status.</summary>
public static class LifecycleCases
{
    private const string Manage = "Durable Functions documentation, manage instances; durabletask-dotnet src/Client/Core/DurableTaskClient.cs";


    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("terminate-ends-with-the-status-terminated", Manage, "Terminated", async run =>
        {
            string id = await run.StartAsync(nameof(EventCases.WaitForWord));
            await run.ReachAsync(id, OrchestrationRuntimeStatus.Running);
            await run.Client.TerminateInstanceAsync(id, "enough", run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("suspended-instance-takes-nothing-up-until-it-is-resumed", Manage, "Suspended, then \"told\"", async run =>
        {
            string id = await run.StartAsync(nameof(EventCases.WaitForWord));
            await run.ReachAsync(id, OrchestrationRuntimeStatus.Running);
            await run.Client.SuspendInstanceAsync(id, "wait", run.Cancellation);
            await run.ReachAsync(id, OrchestrationRuntimeStatus.Suspended);
            await run.Client.RaiseEventAsync(id, "word", "told", run.Cancellation);
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, run.Cancellation);
            OrchestrationRuntimeStatus status = (await run.Client.GetInstanceAsync(id, run.Cancellation))!.RuntimeStatus;
            await run.Client.ResumeInstanceAsync(id, "go on", run.Cancellation);
            return $"{status}, then {CaseRun.Text(await run.CompleteAsync(id))}";
        }),
        new("custom-status-is-readable-while-it-runs", "durabletask-dotnet src/Abstractions/TaskOrchestrationContext.cs, SetCustomStatus", """{"Stage":"waiting","Rows":3}""", async run =>
        {
            string id = await run.StartAsync(nameof(TellStatus));
            OrchestrationMetadata? instance = null;
            while (instance?.SerializedCustomStatus is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, run.Cancellation);
                instance = await run.Client.GetInstanceAsync(id, getInputsAndOutputs: true, run.Cancellation);
            }

            await run.Client.RaiseEventAsync(id, "word", "go", run.Cancellation);
            await run.CompleteAsync(id);
            return instance.SerializedCustomStatus;
        }),
        new("orchestrator-throwing-fails-the-instance", Manage, "Failed", run => run.OutputAsync(nameof(Throw))),
    ];

    /// <summary>A custom status.</summary>
    public sealed record StageStatus(string Stage, int Rows);

    [Function(nameof(TellStatus))]
    public static async Task TellStatus([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.SetCustomStatus(new StageStatus("waiting", 3));
        await context.WaitForExternalEvent<string>("word");
    }

    [Function(nameof(Throw))]
    public static Task Throw([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidDataException("on purpose");
}
