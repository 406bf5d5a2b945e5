using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.LocalHost.Hosting;

/// <summary>Calls a function: one scope of services, the middleware around it, its parameters bound.</summary>
/// <remarks>Never leaves the caller's synchronization context: an orchestrator runs on the engine's.</remarks>
public sealed class FunctionInvoker(IServiceProvider services, WorkerPipeline pipeline, Func<DurableTaskClient> durableClient)
{
    private const string ResultKey = "Outreach.LocalHost.Result";

    /// <summary>The real worker's key for the HTTP context of an invocation.</summary>
    private const string HttpContextKey = "HttpRequestContext";

    /// <summary>Runs a function; its result, or null where it has none or a middleware answered instead.</summary>
    /// <param name="trigger">The value of the trigger parameter.</param>
    /// <param name="input">The value of an orchestrator's bound input, read as its parameter's type.</param>
    public async Task<object?> InvokeAsync(
        FunctionEntry function, object? trigger, HttpContext? http, Func<Type, object?>? input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(function);
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        Dictionary<string, object?> data = http?.Request.RouteValues.ToDictionary(StringComparer.OrdinalIgnoreCase) ?? [];
        var context = new LocalFunctionContext(function, scope.ServiceProvider, data, cancellationToken);
        if (http is not null)
        {
            context.Items[HttpContextKey] = http;
        }

        await pipeline.Around(async inner =>
        {
            object?[] arguments = await BindAsync(function, inner, trigger, http, input);
            object? result = await CallAsync(function.Method, scope.ServiceProvider, arguments);
            if (result is not null)
            {
                inner.Items[ResultKey] = result;
            }
        })(context);
        return context.Items.TryGetValue(ResultKey, out object? answered) ? answered : null;
    }

    private async Task<object?[]> BindAsync(
        FunctionEntry function, FunctionContext context, object? trigger, HttpContext? http, Func<Type, object?>? input)
    {
        ParameterInfo[] parameters = function.Method.GetParameters();
        object?[] arguments = new object?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            arguments[i] = parameter switch
            {
                _ when parameter == function.TriggerParameter => trigger,
                { ParameterType: var type } when type == typeof(FunctionContext) => context,
                { ParameterType: var type } when type == typeof(CancellationToken) => context.CancellationToken,
                { ParameterType: var type } when type == typeof(DurableTaskClient) => durableClient(),
                _ when http is not null && parameter.GetCustomAttribute<FromBodyAttribute>() is not null =>
                    await http.Request.ReadFromJsonAsync(parameter.ParameterType, context.CancellationToken),
                _ when http is not null => RouteValue(http, parameter),
                _ => input?.Invoke(parameter.ParameterType),
            };
        }

        return arguments;
    }

    private static object? RouteValue(HttpContext http, ParameterInfo parameter)
    {
        string? text = http.Request.RouteValues[parameter.Name!]?.ToString();
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return text is null || type == typeof(string)
            ? text
            : System.ComponentModel.TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
    }

    private static async Task<object?> CallAsync(MethodInfo method, IServiceProvider services, object?[] arguments)
    {
        object? instance = method.IsStatic ? null : ActivatorUtilities.GetServiceOrCreateInstance(services, method.DeclaringType!);
        try
        {
            object? returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            switch (returned)
            {
                case Task task:
                    await task;
                    return method.ReturnType.IsGenericType ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
                case ValueTask task:
                    await task;
                    return null;
                default:
                    return returned;
            }
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else if (instance is IDisposable disposable)
            {
                disposable.Dispose();
            }
        }
    }
}
