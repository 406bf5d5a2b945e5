using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Http;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>A function as it was found: what triggers it and, if it is HTTP, where it answers, to which methods, and to whom.</summary>
/// <param name="Methods">Null: any.</param>
internal sealed record FunctionView(string Name, string Trigger, string? Route = null, IReadOnlyList<string>? Methods = null, string? AuthLevel = null);

/// <summary>The functions of a task hub's host.</summary>
internal sealed record FunctionViews(string Hub, IReadOnlyList<FunctionView> Functions)
{
    private static readonly string[] Order = ["httpTrigger", "timerTrigger", "orchestrationTrigger", "activityTrigger"];

    /// <param name="routePrefix">`extensions.http.routePrefix` of host.json.</param>
    public static FunctionViews Of(string hub, FunctionCatalog catalog, string routePrefix) => new(hub, [.. catalog.Functions
        .Select(function => Of(function, routePrefix))
        .OrderBy(view => Array.IndexOf(Order, view.Trigger)).ThenBy(view => view.Route, StringComparer.Ordinal).ThenBy(view => view.Name, StringComparer.Ordinal)]);

    private static FunctionView Of(FunctionEntry function, string routePrefix) => function.Http is { } http
        ? new(
            function.Name,
            function.TriggerType,
            $"/{FunctionRoutes.Template(function, routePrefix)}",
            http.Methods is { Length: > 0 } methods ? [.. methods.Select(method => method.ToUpperInvariant())] : null,
            function.AuthLevel.ToString())
        : new(function.Name, function.TriggerType);
}
