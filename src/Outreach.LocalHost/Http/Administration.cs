using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost.Http;

/// <summary>The part of the Functions host's `/admin` that a developer needs: which functions there are, their keys, and running a timer by hand. The master key opens it.</summary>
public sealed class Administration(
    FunctionCatalog catalog, FunctionDescriptions descriptions, FunctionKeys keys, KeyFiles files, TimerFunctions timers, TimerNames names)
{
    public void Map(IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapMethods("/admin/host/ping", ["GET", "POST"], static _ => Task.CompletedTask);
        app.MapGet("/admin/host/status", Guarded(_ => Results.Json(new { id = names.HostId, state = "Running", version = "4" })));
        app.MapGet("/admin/host/{scope:regex(^(keys|functionkeys|systemkeys)$)}", Guarded(http => Keys(OfHost(http), http.Request)));
        app.MapGet("/admin/host/{scope:regex(^(keys|functionkeys|systemkeys)$)}/{key}", Guarded(http => Key(OfHost(http, withMaster: true), http)));
        app.MapGet("/admin/functions", Guarded(http => Results.Json(descriptions.All(http.Request))));
        app.MapGet("/admin/functions/{name}", Guarded(http => Named(http) is { } function ? Results.Json(descriptions.Of(function, http.Request)) : Results.NotFound()));
        app.MapPost("/admin/functions/{name}", Guarded(RunAsync));
        app.MapGet("/admin/functions/{name}/keys", Guarded(http => Named(http) is { } function ? Keys(files.Of(function.Name), http.Request) : Results.NotFound()));
        app.MapGet("/admin/functions/{name}/keys/{key}", Guarded(http => Named(http) is { } function ? Key(files.Of(function.Name), http) : Results.NotFound()));
    }

    private RequestDelegate Guarded(Func<HttpContext, IResult> answer) => Guarded(http => Task.FromResult(answer(http)));

    private RequestDelegate Guarded(Func<HttpContext, Task<IResult>> answer) => async http => await (Refuse(http.Request) ?? await answer(http)).ExecuteAsync(http);

    /// <summary>401 for a key that nobody knows, 403 for one that opens other things.</summary>
    private IResult? Refuse(HttpRequest request) => keys.LevelOf(request, function: null) switch
    {
        AuthorizationLevel.Admin => null,
        AuthorizationLevel.Anonymous => Results.StatusCode(StatusCodes.Status401Unauthorized),
        AuthorizationLevel.User or AuthorizationLevel.Function or AuthorizationLevel.System => Results.StatusCode(StatusCodes.Status403Forbidden),
    };

    /// <summary>Runs a timer now. The body is `{"input": …}`, as for every trigger there; a timer takes no notice of it.</summary>
    private async Task<IResult> RunAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (!await IsInvocationAsync(http.Request))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (Named(http) is not { } function)
        {
            return Results.NotFound();
        }

        timers.RunByHand(function);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<bool> IsInvocationAsync(HttpRequest request)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.EnumerateObject().All(member =>
                    !string.Equals(member.Name, "input", StringComparison.OrdinalIgnoreCase) || member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private FunctionEntry? Named(HttpContext http) => catalog.Find(Value(http, "name"));

    /// <summary>Asked for by name, the master key is among the system keys; a list of those leaves it out.</summary>
    private IEnumerable<NamedKey> OfHost(HttpContext http, bool withMaster = false) =>
        !string.Equals(Value(http, "scope"), "systemkeys", StringComparison.OrdinalIgnoreCase) ? files.Host.Function
        : withMaster ? [.. files.Host.System, new NamedKey("_master", files.Host.Master.Value)]
        : files.Host.System;

    private static IResult Keys(IEnumerable<NamedKey> keys, HttpRequest request) =>
        Results.Json(new { keys = keys.Select(key => new { name = key.Name, value = key.Value }), links = Self(request) });

    private static IResult Key(IEnumerable<NamedKey> keys, HttpContext http) =>
        keys.FirstOrDefault(key => key.Name == Value(http, "key")) is { } found
            ? Results.Json(new { name = found.Name, value = found.Value, links = Self(http.Request) })
            : Results.NotFound();

    private static string Value(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    private static object[] Self(HttpRequest request) => [new { rel = "self", href = $"{request.Scheme}://{request.Host}{request.Path}" }];
}
