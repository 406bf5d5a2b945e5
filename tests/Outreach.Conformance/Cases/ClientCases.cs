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
            try
            {
                await run.StartAsync(nameof(EventCases.WaitForWord), id: id);
                return "started";
            }
            catch (Exception refused) when (refused is not OperationCanceledException)
            {
                return "refused";
            }
            finally
            {
                await run.Client.TerminateInstanceAsync(id, run.Cancellation);
            }
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
