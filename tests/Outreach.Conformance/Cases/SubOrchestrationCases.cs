using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Outreach.Conformance.Cases;

/// <summary>Sub-orchestrations.</summary>
public static class SubOrchestrationCases
{
    private const string Children = "Durable Functions documentation, sub-orchestrations; durabletask-dotnet src/Abstractions/TaskOrchestrationContext.cs, CallSubOrchestratorAsync";

    private const string Failures = "durabletask-dotnet src/Abstractions/TaskFailureDetails.cs";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("sub-orchestration-gives-its-result", Children, "11", run => run.OutputAsync(nameof(AskChild), 10)),
        new("sub-orchestration-knows-its-parent", Children, "true", run => run.OutputAsync(nameof(AskForParent))),
        new("sub-orchestration-has-the-id-it-was-given", Children, "true", run => run.OutputAsync(nameof(AskForId), run.Id("child"))),
        new("sub-orchestration-failing-fails-the-call", Children, "\"FailingChild\"", run => run.OutputAsync(nameof(CatchChild))),
        new("sub-orchestration-failing-says-why", Failures, "\"the child failed\"", run => run.OutputAsync(nameof(CatchWhy))),
        new("sub-orchestrations-of-sub-orchestrations", Children, "13", run => run.OutputAsync(nameof(AskGrandchild), 10)),
        new("sub-orchestration-is-an-instance-of-its-own", Children, "Completed TellId", async run =>
        {
            string child = run.Id("own");
            await run.CompleteAsync(await run.StartAsync(nameof(AskForId), child));
            OrchestrationMetadata? found = await run.Client.GetInstanceAsync(child, run.Cancellation);
            return $"{found?.RuntimeStatus} {found?.Name}";
        }),
        new("sub-orchestrations-outlive-a-parent-that-is-terminated", Children, "Terminated, Running", async run =>
        {
            string child = run.Id("orphan");
            string parent = await run.StartAsync(nameof(WaitForChild), child);
            await run.ReachAsync(child, OrchestrationRuntimeStatus.Running);
            await run.Client.TerminateInstanceAsync(parent, run.Cancellation);
            OrchestrationRuntimeStatus ended = (await run.CompleteAsync(parent)).RuntimeStatus;
            OrchestrationRuntimeStatus? left = (await run.Client.GetInstanceAsync(child, run.Cancellation))?.RuntimeStatus;
            await run.Client.TerminateInstanceAsync(child, run.Cancellation);
            return $"{ended}, {left}";
        }),
        new("sub-orchestrations-fan-out", Children, "55", run => run.OutputAsync(nameof(ManyChildren), 10)),
    ];

    [Function(nameof(AskChild))]
    public static async Task<int> AskChild([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.CallSubOrchestratorAsync<int>(nameof(Child), context.GetInput<int>());
    }

    [Function(nameof(AskForParent))]
    public static async Task<bool> AskForParent([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.CallSubOrchestratorAsync<string>(nameof(TellParent)) == context.InstanceId;
    }

    [Function(nameof(AskForId))]
    public static async Task<bool> AskForId([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string id = context.GetInput<string>()!;
        return await context.CallSubOrchestratorAsync<string>(nameof(TellId), input: null, new SubOrchestrationOptions(instanceId: id)) == id;
    }

    [Function(nameof(CatchChild))]
    public static async Task<string> CatchChild([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await context.CallSubOrchestratorAsync(nameof(FailingChild));
            return "no failure";
        }
        catch (TaskFailedException failure)
        {
            return failure.TaskName;
        }
    }

    [Function(nameof(CatchWhy))]
    public static async Task<string> CatchWhy([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await context.CallSubOrchestratorAsync(nameof(FailingChild));
            return "no failure";
        }
        catch (TaskFailedException failure)
        {
            return failure.FailureDetails.ErrorMessage;
        }
    }

    [Function(nameof(AskGrandchild))]
    public static async Task<int> AskGrandchild([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int input = context.GetInput<int>();
        return await context.CallSubOrchestratorAsync<int>(input < 12 ? nameof(AskGrandchild) : nameof(Child), input < 12 ? input + 1 : input);
    }

    [Function(nameof(WaitForChild))]
    public static Task<string> WaitForChild([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.CallSubOrchestratorAsync<string>(
            nameof(EventCases.WaitForWord), input: null, new SubOrchestrationOptions(instanceId: context.GetInput<string>()));
    }

    [Function(nameof(ManyChildren))]
    public static async Task<int> ManyChildren([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task<int>[] all = [.. Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallSubOrchestratorAsync<int>(nameof(Child), i))];
        return (await Task.WhenAll(all)).Sum();
    }

    [Function(nameof(Child))]
    public static async Task<int> Child([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.CallActivityAsync<int>(nameof(ActivityCases.AddOne), context.GetInput<int>());
    }

    [Function(nameof(TellParent))]
    public static Task<string?> TellParent([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.FromResult(context.Parent?.InstanceId);
    }

    [Function(nameof(TellId))]
    public static Task<string> TellId([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.FromResult(context.InstanceId);
    }

    [Function(nameof(FailingChild))]
    public static Task FailingChild([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidOperationException("the child failed");
}
