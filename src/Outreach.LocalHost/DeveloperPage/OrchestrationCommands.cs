using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>What a developer does to an orchestration, through the client that functions have. 202: it is stored, and the next turn takes it up.</summary>
internal static class OrchestrationCommands
{
    public const int LargestPayload = 256 * 1024;

    /// <summary>`POST orchestrations/raise-event?instanceId=…&amp;eventName=…` with the payload as body, or none.</summary>
    public static async Task<IResult> RaiseEventAsync(HttpRequest request, DurableEngine engine, CancellationToken cancellationToken)
    {
        if (request.Query["eventName"].ToString() is not { Length: > 0 } eventName)
        {
            return Failures.Missing("eventName").ToResult();
        }

        (JsonElement? payload, PageFailure? wrong) = await ReadPayloadAsync(request, cancellationToken);
        return wrong is null
            ? await TellAsync(request, engine, instanceId => Client(engine).RaiseEventAsync(instanceId, eventName, payload, cancellationToken), cancellationToken)
            : wrong.ToResult();
    }

    /// <summary>`POST orchestrations/terminate?instanceId=…&amp;recursive=true`</summary>
    public static Task<IResult> TerminateAsync(HttpRequest request, DurableEngine engine, CancellationToken cancellationToken)
    {
        var options = new TerminateInstanceOptions(Recursive: request.Query["recursive"] == "true");
        return TellAsync(request, engine, instanceId => Client(engine).TerminateInstanceAsync(instanceId, options, cancellationToken), cancellationToken);
    }

    public static Task<IResult> SuspendAsync(HttpRequest request, DurableEngine engine, CancellationToken cancellationToken) =>
        TellAsync(request, engine, instanceId => Client(engine).SuspendInstanceAsync(instanceId, reason: null, cancellationToken), cancellationToken);

    public static Task<IResult> ResumeAsync(HttpRequest request, DurableEngine engine, CancellationToken cancellationToken) =>
        TellAsync(request, engine, instanceId => Client(engine).ResumeInstanceAsync(instanceId, reason: null, cancellationToken), cancellationToken);

    /// <summary>The engine judges, in a moment in which nobody can start it anew; who is refused is told why.</summary>
    public static async Task<IResult> PurgeAsync(HttpRequest request, DurableEngine engine, CancellationToken cancellationToken)
    {
        string instanceId = request.Query[OrchestrationQueries.InstanceId].ToString();
        if (instanceId.Length > 0 && await engine.PurgeAsync(instanceId, cancellationToken))
        {
            return Results.NoContent();
        }

        (InstanceState? state, PageFailure? wrong) = await FindAsync(request, engine, cancellationToken);
        return (wrong ?? Failures.NotOver(state!.Status.ToString())).ToResult();
    }

    private static LocalDurableTaskClient Client(DurableEngine engine) => new("developer's page", engine);

    private static async Task<IResult> TellAsync(HttpRequest request, DurableEngine engine, Func<string, Task> tell, CancellationToken cancellationToken)
    {
        (InstanceState? state, PageFailure? wrong) = await FindAsync(request, engine, cancellationToken);
        if (wrong is not null)
        {
            return wrong.ToResult();
        }

        try
        {
            await tell(state!.InstanceId);
            return Results.Accepted();
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidOperationException)
        {
            // The client refuses as the Functions host does; why, the instance's state says.
            (state, wrong) = await FindAsync(request, engine, cancellationToken);
            return (wrong ?? (state!.IsOver ? Failures.IsOver(state.Status.ToString()) : Failures.NotNowWhile(state.Status.ToString()))).ToResult();
        }
    }

    private static async Task<(InstanceState? State, PageFailure? Wrong)> FindAsync(HttpRequest request, DurableEngine engine, CancellationToken cancellationToken)
    {
        if (request.Query[OrchestrationQueries.InstanceId].ToString() is not { Length: > 0 } instanceId)
        {
            return (null, Failures.Missing(OrchestrationQueries.InstanceId));
        }

        InstanceState? state = await engine.Store.FindStateAsync(instanceId, withInput: false, cancellationToken);
        return (state, state is null ? Failures.NoSuchInstance : null);
    }

    /// <summary>What was typed goes to the orchestration as it is, or not at all; a refusal quotes nothing of it.</summary>
    private static async Task<(JsonElement? Payload, PageFailure? Wrong)> ReadPayloadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && string.IsNullOrEmpty(request.ContentType))
        {
            return (null, null);
        }

        if (!request.HasJsonContentType())
        {
            return (null, Failures.PayloadMediaType);
        }

        byte[] body = new byte[LargestPayload + 1];
        int length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > LargestPayload)
        {
            return (null, Failures.PayloadTooLarge(LargestPayload));
        }

        try
        {
            return (length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(body.AsSpan(0, length)), null);
        }
        catch (JsonException malformed)
        {
            return (null, Failures.PayloadNotJson((malformed.LineNumber ?? 0) + 1, (malformed.BytePositionInLine ?? 0) + 1));
        }
    }
}
