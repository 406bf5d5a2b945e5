using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.LocalHost.Hosting;

/// <summary>What is wrong with HTTP functions: their routes, one by one and between each other, and results that nobody would see.</summary>
internal static class HttpDeclarationFaults
{
    /// <summary>Paths of the host itself. The Functions host refuses every route that begins with one of these, also where a longer word does.</summary>
    private static readonly string[] Reserved = ["admin", "runtime"];

    public static IEnumerable<string> Of(FunctionEntry function)
    {
        if (function.TriggerParameter.ParameterType != typeof(HttpRequest))
        {
            yield return $"the trigger parameter '{function.TriggerParameter.Name}' is of type {function.TriggerParameter.ParameterType.Name}; the local host gives HTTP functions "
                + "an HttpRequest, as the worker's ASP.NET Core integration does.";
        }

        if (RouteFault(function.Route) is { } fault)
        {
            yield return $"the route '{function.Route}' {fault}";
        }

        Type result = DeclarationFaults.Result(function.Method.ReturnType);
        if (!CanAnswer(result))
        {
            yield return $"the Functions worker answers 200 and nothing for a result of type {result.Name}; return IResult or IActionResult.";
        }
    }

    /// <summary>Functions whose routes and methods meet: the Functions host starts neither.</summary>
    public static IEnumerable<string> Between(IReadOnlyList<FunctionEntry> functions)
    {
        for (int i = 0; i < functions.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (string.Equals(functions[i].Route.Trim('/'), functions[j].Route.Trim('/'), StringComparison.OrdinalIgnoreCase) && ShareAMethod(functions[i], functions[j]))
                {
                    yield return $"{functions[j].Name} and {functions[i].Name} have the same route '{functions[i].Route}' and a method in common.";
                }
            }
        }
    }

    public static bool NamesRouteValue(string route, string name)
    {
        try
        {
            return TemplateParser.Parse(route).GetParameter(name) is not null;
        }
        catch (ArgumentException)
        {
            // The route is reported on its own.
            return true;
        }
    }

    private static string? RouteFault(string route)
    {
        if (route.Length == 0 || route[0] is '/' or '~')
        {
            return "is empty or begins with '/' or '~'; it is relative to the prefix in host.json, and left out it is the function's name.";
        }

        if (Reserved.FirstOrDefault(reserved => route.StartsWith(reserved, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            return $"begins with '{taken}', which the Functions host keeps for itself.";
        }

        try
        {
            IDictionary<string, Type> known = new RouteOptions().ConstraintMap;
            string? unknown = TemplateParser.Parse(route).Parameters
                .SelectMany(parameter => parameter.InlineConstraints, (_, constraint) => constraint.Constraint.Split('(')[0])
                .FirstOrDefault(name => !known.ContainsKey(name));
            return unknown is null ? null : $"has the constraint '{unknown}', which nobody knows.";
        }
        catch (ArgumentException unreadable)
        {
            return $"cannot be read: {unreadable.Message.Split(Environment.NewLine)[0]}";
        }
    }

    private static bool ShareAMethod(FunctionEntry one, FunctionEntry other) =>
        one.Http!.Methods is not { Length: > 0 } ours || other.Http!.Methods is not { Length: > 0 } theirs || ours.Intersect(theirs, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Nothing, something that answers, or what may turn out to be such.</summary>
    private static bool CanAnswer(Type result) =>
        result == typeof(void)
        || result == typeof(Task)
        || typeof(IResult).IsAssignableFrom(result)
        || typeof(IActionResult).IsAssignableFrom(result)
        || result.IsAssignableFrom(typeof(IResult))
        || result.GetProperties().Any(property => property.GetCustomAttribute<HttpResultAttribute>() is not null);
}
