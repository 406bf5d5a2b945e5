using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Hosting;

/// <summary>Every function of an application, found by its attribute.</summary>
public sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionEntry> _byName;

    private FunctionCatalog(Dictionary<string, FunctionEntry> byName) => _byName = byName;

    public IReadOnlyCollection<FunctionEntry> Functions => _byName.Values;

    public FunctionEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="InvalidOperationException">Functions that are not declared well; all of them, each with what is wrong.</exception>
    public static FunctionCatalog Of(IEnumerable<Type> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        List<string> faults = [];
        Dictionary<string, FunctionEntry> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
            {
                continue;
            }

            string where = $"{method.DeclaringType!.Name}.{method.Name}";
            (ParameterInfo Parameter, TriggerBindingAttribute Trigger)[] triggers = [.. Triggers(method)];
            faults.AddRange(Faults(method, triggers).Select(fault => $"{where}: {fault}"));
            if (triggers.Length == 1 && !byName.TryAdd(function.Name, new FunctionEntry(function.Name, method, triggers[0].Parameter, triggers[0].Trigger)))
            {
                faults.Add($"{where}: another function is named '{function.Name}'.");
            }
        }

        return faults.Count == 0
            ? new FunctionCatalog(byName)
            : throw new InvalidOperationException($"These functions are not declared well:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");
    }

    private static IEnumerable<string> Faults(MethodInfo method, (ParameterInfo Parameter, TriggerBindingAttribute Trigger)[] triggers)
    {
        if (triggers.Length != 1)
        {
            yield return $"a function has exactly one trigger; this one has {triggers.Length}.";
            yield break;
        }

        if (method.ReturnType == typeof(void) && method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
        {
            yield return "async void cannot be awaited; return Task.";
        }

        if (triggers[0].Trigger is not (HttpTriggerAttribute or TimerTriggerAttribute or OrchestrationTriggerAttribute or ActivityTriggerAttribute))
        {
            yield return $"the local host does not know {triggers[0].Trigger.GetType().Name}; it has HTTP, timer, orchestration and activity triggers.";
        }

        foreach (ParameterInfo parameter in method.GetParameters().Where(parameter => !CanBind(parameter, triggers[0].Trigger, method)))
        {
            yield return $"nothing binds the parameter '{parameter.Name}' of type {parameter.ParameterType.Name}.";
        }
    }

    private static IEnumerable<(ParameterInfo, TriggerBindingAttribute)> Triggers(MethodInfo method) =>
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<TriggerBindingAttribute>()
        where trigger is not null
        select (parameter, trigger);

    private static bool CanBind(ParameterInfo parameter, TriggerBindingAttribute trigger, MethodInfo method) =>
        parameter.GetCustomAttribute<TriggerBindingAttribute>() switch
        {
            HttpTriggerAttribute => parameter.ParameterType == typeof(HttpRequest),
            OrchestrationTriggerAttribute => parameter.ParameterType == typeof(TaskOrchestrationContext),
            { } => true,
            null => parameter.ParameterType == typeof(FunctionContext)
                || parameter.ParameterType == typeof(CancellationToken)
                || (parameter.ParameterType == typeof(DurableTaskClient) && parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
                || parameter.GetCustomAttribute<FromBodyAttribute>() is not null
                || (trigger is OrchestrationTriggerAttribute && method.GetParameters().Length == 2)
                || (trigger is HttpTriggerAttribute http && NamesRouteValue(http.Route, parameter.Name!)),
        };

    private static bool NamesRouteValue(string? route, string name) =>
        route is not null && Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse(route).GetParameter(name) is not null;
}
