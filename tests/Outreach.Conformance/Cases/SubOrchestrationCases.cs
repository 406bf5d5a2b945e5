using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Conformance.Cases;

/// <summary>Sub-orchestrations.</summary>
public static class SubOrchestrationCases
{
    private const string Children = "Durable Functions documentation, sub-orchestrations; durabletask-dotnet src/Abstractions/TaskOrchestrationContext.cs, CallSubOrchestratorAsync";


    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("sub-orchestration-gives-its-result", Children, "11", run => run.OutputAsync(nameof(AskChild), 10)),
        new("sub-orchestration-knows-its-parent", Children, "true", run => run.OutputAsync(nameof(AskForParent))),
        new("sub-orchestration-has-the-id-it-was-given", Children, "true", run => run.OutputAsync(nameof(AskForId), run.Id("child"))),
        new("sub-orchestration-failing-fails-the-call", Children, "\"FailingChild\"", run => run.OutputAsync(nameof(CatchChild))),
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
