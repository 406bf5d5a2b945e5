using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Outreach.Conformance;

/// <summary>HTTP functions whose answers show how a host routes, guards, binds and answers.</summary>
public static class HttpProbes
{
    private static readonly ConcurrentDictionary<string, string> Waits = new(StringComparer.Ordinal);

    [Function(nameof(GetOnly))]
    public static IResult GetOnly([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/get-only")] HttpRequest request) => Results.Text("got");

    [Function(nameof(Number))]
    public static IResult Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/number/{number:int}")] HttpRequest request, int number) =>
        Results.Text($"{number}");

    [Function(nameof(Ranged))]
    public static IResult Ranged([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/ranged/{number:int:range(1,9)}")] HttpRequest request, int number) =>
        Results.Text($"{number}");

    [Function(nameof(Identified))]
    public static IResult Identified([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/id/{id:guid}")] HttpRequest request, Guid id) => Results.Text($"{id:n}");

    [Function(nameof(Unconstrained))]
    public static IResult Unconstrained([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/flag/{flag}")] HttpRequest request, bool flag) => Results.Text($"{flag}");

    [Function(nameof(Optional))]
    public static IResult Optional([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/optional/{word?}")] HttpRequest request, string? word) =>
        Results.Text(word ?? "none");

    [Function(nameof(OptionalNumber))]
    public static IResult OptionalNumber([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/optional-number/{number:int?}")] HttpRequest request, int? number) =>
        Results.Text(number is null ? "none" : $"{number}");

    [Function(nameof(Defaulted))]
    public static IResult Defaulted([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/defaulted/{word=usual}")] HttpRequest request, string word) => Results.Text(word);

    [Function(nameof(Rest))]
    public static IResult Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/rest/{*rest}")] HttpRequest request, string? rest) => Results.Text(rest ?? "none");

    [Function(nameof(SeenByAspNet))]
    public static IResult SeenByAspNet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/aspnet/{word}")] HttpRequest request, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool same = ReferenceEquals(context.GetHttpContext(), request.HttpContext) && ReferenceEquals(request.HttpContext.RequestServices, context.InstanceServices);
        return Results.Text($"{request.RouteValues["word"]} {request.Query["q"]} {(same ? "same" : "another")}");
    }

    [Function(nameof(Guarded))]
    public static IResult Guarded([HttpTrigger(AuthorizationLevel.Function, "get", Route = "probes/guarded")] HttpRequest request) => Results.Text("in");

    [Function(nameof(GuardedByDefault))]
    public static IResult GuardedByDefault([HttpTrigger("get", Route = "probes/guarded-by-default")] HttpRequest request) => Results.Text("in");

    [Function(nameof(ForAdministrators))]
    public static IResult ForAdministrators([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "probes/for-administrators")] HttpRequest request) => Results.Text("in");

    [Function(nameof(Broken))]
    public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/broken")] HttpRequest request) =>
        throw new InvalidOperationException("a detail that nobody outside may read");

    [Function(nameof(NotAllowed))]
    public static IResult NotAllowed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/not-allowed")] HttpRequest request) =>
        Results.StatusCode(StatusCodes.Status405MethodNotAllowed);

    [Function(nameof(ByName))]
    public static IResult ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("by name");

    [Function(nameof(AnyMethod))]
    public static IResult AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous, Route = "probes/any-method")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Results.Text(request.Method);
    }

    [Function(nameof(Everything))]
    public static async Task<IResult> Everything([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "probes/body")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = new StreamReader(request.Body);
        return Results.Text($"{request.Method} {await reader.ReadToEndAsync()}");
    }

    [Function(nameof(Length))]
    public static async Task<IResult> Length(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "probes/length")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        byte[] buffer = new byte[65_536];
        long length = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0; length += read)
        {
        }

        return Results.Text($"{length}");
    }

    [Function(nameof(Bound))]
    public static IResult Bound([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "probes/bound")] HttpRequest request, [FromBody] ProbeBody body) => Results.Json(body);

    [Function(nameof(Action))]
    public static IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/action")] HttpRequest request) => new OkObjectResult(new ProbeBody("said"));

    /// <summary>A result that is no HTTP answer, and is declared so that it might be one.</summary>
    [Function(nameof(Ignored))]
    public static object Ignored([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/ignored")] HttpRequest request) => new ProbeBody("unseen");

    /// <summary>`GET …/wait/{name}` waits until its caller goes; `GET …/waited/{name}` says how that came out.</summary>
    [Function(nameof(Wait))]
    public static async Task<IResult> Wait(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/wait/{name}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        Waits[name] = "waiting";
        try
        {
            await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, cancellationToken);
            Waits[name] = "waited";
        }
        catch (OperationCanceledException)
        {
            Waits[name] = "cancelled";
            throw;
        }

        return Results.Ok();
    }

    [Function(nameof(Waited))]
    public static IResult Waited([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/waited/{name}")] HttpRequest request, string name) =>
        Results.Text(Waits.GetValueOrDefault(name, "nothing"));
}

/// <summary>A body with one word.</summary>
public sealed record ProbeBody(string Word);
