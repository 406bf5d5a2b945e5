using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using AccessFailures = Outreach.Core.Access.Failures;
using HttpFailures = Outreach.Functions.Http.Failures;

namespace Outreach.Functions.Access;

/// <summary>Who may call which HTTP function: default deny.</summary>
public sealed class AccessRules
{
    private readonly Dictionary<string, AccessAttribute> _byFunction;

    private AccessRules(Dictionary<string, AccessAttribute> byFunction) => _byFunction = byFunction;

    /// <summary>Reads the rule of every HTTP function among these types.</summary>
    /// <exception cref="InvalidOperationException">Functions without a rule; all of them are named.</exception>
    public static AccessRules Of(IEnumerable<Type> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        List<(string Name, AccessAttribute? Rule)> functions = [.. types.SelectMany(HttpFunctions)];
        List<string> open = [.. functions.Where(function => function.Rule is null).Select(function => function.Name)];
        return open.Count == 0
            ? new AccessRules(functions.ToDictionary(function => function.Name, function => function.Rule!, StringComparer.OrdinalIgnoreCase))
            : throw new InvalidOperationException($"These HTTP functions do not say who may call them: {string.Join(", ", open)}.");
    }

    /// <summary>The rule of a function; null for one that was not there at start, which nobody may call.</summary>
    public AccessAttribute? Find(string function) => _byFunction.GetValueOrDefault(function);

    /// <summary>Null when the rule admits this caller.</summary>
    public static Failure? Check(AccessAttribute rule, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return rule switch
        {
            AnonymousAttribute => null,
            RequiresPractitionerAttribute => caller is { Kind: CallerKind.Practitioner, Practitioner: not null } ? null : Core.Lists.Failures.NotFound,
            RequiresRoleAttribute needed => caller.Kind == CallerKind.Insurer && needed.AnyOf.Any(caller.Roles.Contains) ? null : AccessFailures.RoleMissing,
            RequiresHabilitationAttribute needed => caller.Kind == CallerKind.Insurer && needed.AnyOf.Any(caller.Roles.Contains) ? null : AccessFailures.RoleMissing,
            _ => HttpFailures.NotFound,
        };
    }

    private static IEnumerable<(string Name, AccessAttribute? Rule)> HttpFunctions(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null && method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null)
        select (function.Name, type.GetCustomAttribute<AccessAttribute>());
}
