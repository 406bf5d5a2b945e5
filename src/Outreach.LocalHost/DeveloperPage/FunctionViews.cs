using Microsoft.AspNetCore.Routing;
using Outreach.LocalHost.Hosting;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>A function as it was found: what triggers it and, if it is HTTP, where it really answers.</summary>
internal sealed record FunctionView(string Name, string Trigger, string? Route = null, IReadOnlyList<string>? Methods = null, string? AuthLevel = null);

/// <summary>The functions of a task hub's host.</summary>
internal sealed record FunctionViews(string Hub, IReadOnlyList<FunctionView> Functions)
{
    private static readonly string[] Order = ["httpTrigger", "timerTrigger", "orchestrationTrigger", "activityTrigger"];

    /// <summary>Routes and methods are those of the endpoints, not of the attributes: the page shows what is, not what was meant.</summary>
    public static FunctionViews Of(string hub, FunctionCatalog catalog, EndpointDataSource endpoints)
    {
        ILookup<string, RouteEndpoint> byFunction = endpoints.Endpoints.OfType<RouteEndpoint>().ToLookup(endpoint => endpoint.DisplayName ?? "", StringComparer.OrdinalIgnoreCase);
        return new FunctionViews(hub, [.. catalog.Functions
            .Select(function => Of(function, function.Http is null ? null : byFunction[function.Name].FirstOrDefault()))
            .OrderBy(view => Array.IndexOf(Order, view.Trigger)).ThenBy(view => view.Route, StringComparer.Ordinal).ThenBy(view => view.Name, StringComparer.Ordinal)]);
    }

    private static FunctionView Of(FunctionEntry function, RouteEndpoint? endpoint) => new(
        function.Name,
        function.TriggerType,
        endpoint?.RoutePattern.RawText,
        endpoint?.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods,
        function.Http?.AuthLevel.ToString());
}
