using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Outreach.LocalHost.Hosting;

/// <summary>What is wrong with the declaration of one function: what the Functions host or its worker would refuse or quietly ignore, and what this host does not have.</summary>
internal static partial class DeclarationFaults
{
    public static IEnumerable<string> Of(FunctionEntry function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return
        [
            .. OfMethod(function),
            .. OfTrigger(function),
            .. OfOutputs(function),
            .. function.Method.GetParameters().Where(parameter => parameter != function.TriggerParameter).Select(parameter => OfParameter(function, parameter)).OfType<string>(),
            .. function.Http is null ? [] : HttpDeclarationFaults.Of(function),
        ];
    }

    private static IEnumerable<string> OfMethod(FunctionEntry function)
    {
        if (!Name().IsMatch(function.Name) || string.Equals(function.Name, "host", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"'{function.Name}' is no name for a function: a letter, then letters, digits, '-' and '_', 128 at most, and not 'host'.";
        }

        if (!function.Method.IsPublic)
        {
            yield return "the method is not public; the Functions worker does not find it.";
        }

        if (function.Method.ContainsGenericParameters || (!function.Method.IsStatic && function.Method.DeclaringType!.IsAbstract))
        {
            yield return "it cannot be called: its class is abstract, or a type parameter is open.";
        }

        if (function.Method.ReturnType == typeof(void) && function.Method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null)
        {
            yield return "async void cannot be awaited; return Task.";
        }

        if (IsValueTask(function.Method.ReturnType))
        {
            yield return "the Functions worker does not await a ValueTask; return Task.";
        }
    }

    private static IEnumerable<string> OfTrigger(FunctionEntry function)
    {
        Type type = function.TriggerParameter.ParameterType;
        switch (function.Trigger)
        {
            case HttpTriggerAttribute or TimerTriggerAttribute or ActivityTriggerAttribute:
                break;
            case OrchestrationTriggerAttribute:
                if (type != typeof(TaskOrchestrationContext))
                {
                    yield return $"the trigger parameter '{function.TriggerParameter.Name}' is of type {type.Name}; an orchestrator gets a TaskOrchestrationContext.";
                }

                break;
            default:
                yield return $"the local host does not know {function.Trigger.GetType().Name} of the parameter '{function.TriggerParameter.Name}'; "
                    + "it has HTTP, timer, orchestration and activity triggers.";
                break;
        }

        if (function.Retry is { } retry && function.Timer is null)
        {
            yield return $"{retry.GetType().Name} is for timers; the Functions host has no retries for a {function.TriggerType}.";
        }
    }

    private static IEnumerable<string> OfOutputs(FunctionEntry function)
    {
        foreach (OutputBindingAttribute output in function.Method.GetCustomAttributes<OutputBindingAttribute>())
        {
            yield return $"the local host has no output bindings, and the method has {output.GetType().Name}.";
        }

        foreach (PropertyInfo property in Result(function.Method.ReturnType).GetProperties())
        {
            if (property.GetCustomAttributes<OutputBindingAttribute>().FirstOrDefault(binding => binding is not HttpResultAttribute) is { } output)
            {
                yield return $"the local host has no output bindings, and the result's {property.Name} has {output.GetType().Name}.";
            }
        }
    }

    private static string? OfParameter(FunctionEntry function, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
        {
            return type == typeof(DurableTaskClient) ? null : $"[DurableClient] gives a DurableTaskClient; the parameter '{parameter.Name}' is of type {type.Name}.";
        }

        if (parameter.GetCustomAttribute<InputBindingAttribute>() is { } input)
        {
            return $"the local host does not know {input.GetType().Name} of the parameter '{parameter.Name}'.";
        }

        bool bound = type == typeof(FunctionContext)
            || type == typeof(CancellationToken)
            || type == typeof(CancellationToken?)
            || (function.Http is not null && parameter.GetCustomAttribute<FromBodyAttribute>() is not null)
            || (function.IsOrchestrator && function.Method.GetParameters().Length == 2)
            || (function.Http is not null && HttpDeclarationFaults.NamesRouteValue(function.Route, parameter.Name!));
        return bound ? null : $"nothing binds the parameter '{parameter.Name}' of type {type.Name}.{Advice(parameter)}";
    }

    /// <summary>Attributes of ASP.NET that look as if they bound something: the Functions worker takes no notice of them.</summary>
    private static string Advice(ParameterInfo parameter) =>
        parameter.GetCustomAttributes().Select(attribute => attribute.GetType()).FirstOrDefault(type => type.Namespace == "Microsoft.AspNetCore.Mvc") switch
        {
            null => "",
            { Name: "FromBodyAttribute" } => " [FromBody] is ASP.NET's; the Functions worker's is Microsoft.Azure.Functions.Worker.Http.FromBody.",
            { Name: var name } => $" The Functions worker does not know ASP.NET's {name}; read it from the request, or inject it into the class.",
        };

    internal static Type Result(Type returned) => returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(Task<>) ? returned.GetGenericArguments()[0] : returned;

    private static bool IsValueTask(Type type) => type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,127}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
