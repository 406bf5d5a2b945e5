using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Conformance.Cases;

namespace Outreach.Conformance;

/// <summary>Runs cases for whoever asks over HTTP: the same way on every host.</summary>
public static class CaseFunctions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. ActivityCases.All, .. RetryCases.All, .. TimerCases.All, .. EventCases.All, .. ContinueAsNewCases.All, .. SubOrchestrationCases.All,
        .. LifecycleCases.All, .. ClientCases.All, .. ReplayCases.All,
    ];

    /// <summary>`POST api/cases/{name}`: plays one case.</summary>
    [Function(nameof(RunCase))]
    public static async Task<IResult> RunCase(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{name}")] HttpRequest request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (All.FirstOrDefault(one => one.Name == name) is not { } found)
        {
            return Results.NotFound();
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        string actual;
        try
        {
            actual = await found.RunAsync(new CaseRun(client, patience.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            actual = "no outcome in two minutes";
        }

        return Results.Json(new ConformanceOutcome(found.Name, found.Source, found.Expected, actual));
    }
}
