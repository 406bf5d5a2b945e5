using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Outreach.Conformance.Cases;

/// <summary>Terminating, suspending, custom status.</summary>
public static class LifecycleCases
{
    private const string Manage = "Durable Functions documentation, manage instances; durabletask-dotnet src/Client/Core/DurableTaskClient.cs";

    private const string Refusals = "Microsoft.Azure.WebJobs.Extensions.DurableTask, DurableClient: TerminateAsync, SuspendAsync, ResumeAsync";

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
        new("terminate-has-an-output", Manage, "enough", async run =>
        {
            string id = await run.StartAsync(nameof(EventCases.WaitForWord));
            await run.ReachAsync(id, OrchestrationRuntimeStatus.Running);
            await run.Client.TerminateInstanceAsync(id, "enough", run.Cancellation);
            return (await run.CompleteAsync(id)).ReadOutputAs<string>() ?? "nothing";
        }),
        new("terminate-of-a-finished-instance-is-refused", Refusals, "refused", async run =>
        {
            string id = await run.StartAsync(nameof(SubOrchestrationCases.Child), 1);
            await run.CompleteAsync(id);
            return await run.TryAsync(() => run.Client.TerminateInstanceAsync(id, "late", run.Cancellation));
        }),
        new("terminate-of-a-suspended-instance-ends-it", Manage, "Terminated", async run =>
        {
            string id = await SuspendAsync(run);
            await run.Client.TerminateInstanceAsync(id, "enough", run.Cancellation);
            return CaseRun.Text(await run.CompleteAsync(id));
        }),
        new("suspend-of-a-suspended-instance-is-refused", Refusals, "refused", async run =>
        {
            string id = await SuspendAsync(run);
            string again = await run.TryAsync(() => run.Client.SuspendInstanceAsync(id, "again", run.Cancellation));
            await run.Client.TerminateInstanceAsync(id, run.Cancellation);
            return again;
        }),
        new("resume-of-a-running-instance-is-refused", Refusals, "refused", async run =>
        {
            string id = await run.StartAsync(nameof(EventCases.WaitForWord));
            await run.ReachAsync(id, OrchestrationRuntimeStatus.Running);
            string resumed = await run.TryAsync(() => run.Client.ResumeInstanceAsync(id, "why", run.Cancellation));
            await run.Client.TerminateInstanceAsync(id, run.Cancellation);
            return resumed;
        }),
        new("orchestrator-throwing-has-its-message", Manage, "on purpose", async run =>
            (await run.CompleteAsync(await run.StartAsync(nameof(Throw)))).FailureDetails?.ErrorMessage ?? "nothing"),
        new("orchestrator-throwing-fails-the-instance", Manage, "Failed", run => run.OutputAsync(nameof(Throw))),
    ];

    private static async Task<string> SuspendAsync(CaseRun run)
    {
        string id = await run.StartAsync(nameof(EventCases.WaitForWord));
        await run.ReachAsync(id, OrchestrationRuntimeStatus.Running);
        await run.Client.SuspendInstanceAsync(id, "wait", run.Cancellation);
        await run.ReachAsync(id, OrchestrationRuntimeStatus.Suspended);
        return id;
    }

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
