using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.Conformance;

/// <summary>HTTP functions whose answers show how a host routes and guards.</summary>
public static class HttpProbes
{
    [Function(nameof(GetOnly))]
    public static IResult GetOnly([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/get-only")] HttpRequest request) => Results.Text("got");

    [Function(nameof(Number))]
    public static IResult Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/number/{number:int}")] HttpRequest request, int number) =>
        Results.Text($"{number}");

    [Function(nameof(Optional))]
    public static IResult Optional([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/optional/{word?}")] HttpRequest request, string? word) =>
        Results.Text(word ?? "none");

    [Function(nameof(Guarded))]
    public static IResult Guarded([HttpTrigger(AuthorizationLevel.Function, "get", Route = "probes/guarded")] HttpRequest request) => Results.Text("in");

    [Function(nameof(Broken))]
    public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "probes/broken")] HttpRequest request) =>
        throw new InvalidOperationException("a detail that nobody outside may read");

    [Function(nameof(ByName))]
    public static IResult ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("by name");

    [Function(nameof(Everything))]
    public static async Task<IResult> Everything([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "probes/body")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = new StreamReader(request.Body);
        return Results.Text($"{request.Method} {await reader.ReadToEndAsync()}");
    }
}
