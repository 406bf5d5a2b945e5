using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Outreach.LocalHost.Hosting;

namespace Outreach.LocalHost.Http;

/// <summary>Which function a request reaches. The Functions host tries the routes in the order of the functions' names, and the first that fits wins, however special another one is.</summary>
/// <remarks>The same router as the host's, not endpoint routing: that would answer 405 for another method, and prefer the most special route.</remarks>
internal static class FunctionRoutes
{
    /// <param name="prefix">`extensions.http.routePrefix` of host.json.</param>
    public static IRouter Of(IEnumerable<FunctionEntry> functions, string prefix, IInlineConstraintResolver constraints, Func<FunctionEntry, HttpContext, Task> run)
    {
        var routes = new RouteCollection();
        foreach (FunctionEntry function in functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            Dictionary<string, object> methods = function.Http!.Methods is { Length: > 0 } named
                ? new(StringComparer.Ordinal) { ["httpMethod"] = new HttpMethodRouteConstraint(named) }
                : [];
            routes.Add(new Route(
                new RouteHandler(http => run(function, http)),
                function.Name,
                Template(function, prefix),
                defaults: null,
                methods!,
                dataTokens: null,
                constraints));
        }

        return routes;
    }

    /// <summary>Where an HTTP function answers, as a template without a leading slash.</summary>
    public static string Template(FunctionEntry function, string prefix) => prefix.Length == 0 ? function.Route : $"{prefix}/{function.Route}";
}
