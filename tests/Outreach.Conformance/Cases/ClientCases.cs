using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Outreach.Conformance.Cases;

/// <summary>What a durable client answers.</summary>
public static class ClientCases
{
    private const string Client = "durabletask-dotnet src/Client/Core/DurableTaskClient.cs";


    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("start-with-the-id-of-a-running-instance-is-refused", Client, "refused", async run =>
        {
            string id = await run.StartAsync(nameof(EventCases.WaitForWord), id: run.Id("same"));
            await run.ReachAsync(id, OrchestrationRuntimeStatus.Running);
            string started = await run.TryAsync(() => run.StartAsync(nameof(EventCases.WaitForWord), id: id));
            await run.Client.TerminateInstanceAsync(id, run.Cancellation);
            return started;
        }),
        new("start-with-the-id-of-a-finished-instance-starts-afresh", Client, "2, then 3", async run =>
        {
            string id = run.Id("again");
            string first = CaseRun.Text(await run.CompleteAsync(await run.StartAsync(nameof(SubOrchestrationCases.Child), 1, id)));
            string second = CaseRun.Text(await run.CompleteAsync(await run.StartAsync(nameof(SubOrchestrationCases.Child), 2, id)));
            return $"{first}, then {second}";
        }),
        new("instance-ids-are-case-sensitive", Client, "none", async run =>
        {
            string id = await run.StartAsync(nameof(SubOrchestrationCases.Child), 1, run.Id("case"));
            await run.CompleteAsync(id);
            return await run.Client.GetInstanceAsync(id.ToUpperInvariant(), run.Cancellation) is null ? "none" : "found";
        }),
        new("instance-that-does-not-exist-is-null", Client, "none", async run =>
            await run.Client.GetInstanceAsync(run.Id("nobody"), run.Cancellation) is null ? "none" : "found"),
        new("purge-of-a-finished-instance-removes-it", Client, "1 purged, none left", async run =>
        {
            string id = await run.StartAsync(nameof(SubOrchestrationCases.Child), 1);
            await run.CompleteAsync(id);
            PurgeResult purged = await run.Client.PurgeInstanceAsync(id, run.Cancellation);
            return $"{purged.PurgedInstanceCount} purged, {(await run.Client.GetInstanceAsync(id, run.Cancellation) is null ? "none" : "one")} left";
        }),
        new("purge-of-a-running-instance-is-refused", "Microsoft.Azure.WebJobs.Extensions.DurableTask, TaskHubGrpcServer.PurgeInstances", "refused", async run =>
        {
            string id = await run.StartAsync(nameof(EventCases.WaitForWord));
            await run.ReachAsync(id, OrchestrationRuntimeStatus.Running);
            string purged = await run.TryAsync(() => run.Client.PurgeInstanceAsync(id, run.Cancellation));
            await run.Client.TerminateInstanceAsync(id, run.Cancellation);
            return purged;
        }),
        new("purge-of-nobody-purges-nothing", Client, "0", async run => $"{(await run.Client.PurgeInstanceAsync(run.Id("nobody"), run.Cancellation)).PurgedInstanceCount}"),
        new("payloads-are-read-only-where-they-are-asked-for", Client, "none, then 7", async run =>
        {
            string id = await run.StartAsync(nameof(SubOrchestrationCases.Child), 7);
            await run.CompleteAsync(id);
            OrchestrationMetadata? without = await run.Client.GetInstanceAsync(id, run.Cancellation);
            OrchestrationMetadata? with = await run.Client.GetInstanceAsync(id, getInputsAndOutputs: true, run.Cancellation);
            return $"{without?.SerializedInput ?? "none"}, then {with?.SerializedInput}";
        }),
        new("start-for-later-waits-until-then", "durabletask-dotnet src/Abstractions/TaskOptions.cs, StartOrchestrationOptions", "Pending, then 2", async run =>
        {
            DateTimeOffset at = TimeProvider.System.GetUtcNow().AddSeconds(5);
            string id = await run.Client.ScheduleNewOrchestrationInstanceAsync(
                nameof(SubOrchestrationCases.Child), 1, new StartOrchestrationOptions(run.Id("later"), at), run.Cancellation);
            OrchestrationRuntimeStatus? before = (await run.Client.GetInstanceAsync(id, run.Cancellation))?.RuntimeStatus;
            return $"{before}, then {CaseRun.Text(await run.CompleteAsync(id))}";
        }),
        new("restart-runs-again-with-the-same-input", Client, "8 under another id", async run =>
        {
            string id = await run.StartAsync(nameof(SubOrchestrationCases.Child), 7);
            await run.CompleteAsync(id);
            string again = await run.Client.RestartAsync(id, restartWithNewInstanceId: true, run.Cancellation);
            return $"{CaseRun.Text(await run.CompleteAsync(again))} under {(again == id ? "the same" : "another")} id";
        }),
        new("restart-of-nobody-is-refused", Client, "refused", run => run.TryAsync(() => run.Client.RestartAsync(run.Id("nobody"), cancellation: run.Cancellation))),
        new("query-by-status-finds-those-in-it", Client, "failed", async run =>
        {
            string prefix = run.Id("status");
            await run.CompleteAsync(await run.StartAsync(nameof(SubOrchestrationCases.Child), 1, $"{prefix}-done"));
            await run.CompleteAsync(await run.StartAsync(nameof(LifecycleCases.Throw), id: $"{prefix}-failed"));
            var query = new OrchestrationQuery { InstanceIdPrefix = prefix, Statuses = [OrchestrationRuntimeStatus.Failed] };
            List<string> found = [];
            await foreach (OrchestrationMetadata instance in run.Client.GetAllInstancesAsync(query).WithCancellation(run.Cancellation))
            {
                found.Add(instance.InstanceId[(prefix.Length + 1)..]);
            }

            return string.Join(',', found);
        }),
        new("input-and-output-are-read-back", Client, "7 and 8", async run =>
        {
            OrchestrationMetadata done = await run.CompleteAsync(await run.StartAsync(nameof(SubOrchestrationCases.Child), 7));
            return $"{done.ReadInputAs<int>()} and {done.ReadOutputAs<int>()}";
        }),
        new("query-by-prefix-finds-the-instances", Client, "3", async run =>
        {
            string prefix = run.Id("query");
            foreach (int number in new[] { 1, 2, 3 })
            {
                await run.CompleteAsync(await run.StartAsync(nameof(SubOrchestrationCases.Child), number, $"{prefix}-{number}"));
            }

            int found = 0;
            await foreach (OrchestrationMetadata _ in run.Client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = prefix }).WithCancellation(run.Cancellation))
            {
                found++;
            }

            return $"{found}";
        }),
    ];
}
