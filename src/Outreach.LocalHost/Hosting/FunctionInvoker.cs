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
    public Task<object?> InvokeAsync(
        FunctionEntry function, object? trigger, HttpContext? http, Func<Type, object?>? input, CancellationToken cancellationToken) =>
        InvokeAsync(new Invocation(function, trigger, http, input), cancellationToken);

    public async Task<object?> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        var context = new LocalFunctionContext(invocation, scope.ServiceProvider, cancellationToken);
        if (invocation.Http is { } http)
        {
            // What writes the answer asks the request for its services, and gets the function's.
            http.RequestServices = scope.ServiceProvider;
            context.Items[HttpContextKey] = http;
        }

        await pipeline.Around(async inner =>
        {
            object?[] arguments = await BindAsync(invocation, inner);
            object? result = await CallAsync(invocation.Function.Method, scope.ServiceProvider, arguments);
            if (result is not null)
            {
                inner.Items[ResultKey] = result;
            }
        })(context);
        object? answered = context.Items.TryGetValue(ResultKey, out object? kept) ? kept : null;
        await (invocation.Answer?.Invoke(answered) ?? Task.CompletedTask);
        return answered;
    }

    private async Task<object?[]> BindAsync(Invocation invocation, FunctionContext context)
    {
        ParameterInfo[] parameters = invocation.Function.Method.GetParameters();
        object?[] arguments = new object?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            arguments[i] = parameter switch
            {
                _ when parameter == invocation.Function.TriggerParameter => invocation.Trigger,
                { ParameterType: var type } when type == typeof(FunctionContext) => context,
                { ParameterType: var type } when type == typeof(CancellationToken) || type == typeof(CancellationToken?) => context.CancellationToken,
                { ParameterType: var type } when type == typeof(DurableTaskClient) => durableClient(),
                _ when invocation.Http is { } http && parameter.GetCustomAttribute<FromBodyAttribute>() is not null =>
                    await RequestBody.ReadAsync(http, parameter.ParameterType),
                _ when invocation.Http is { } http => RouteValue.Convert(http.Request.RouteValues[parameter.Name!]?.ToString(), parameter),
                _ => invocation.Input?.Invoke(parameter.ParameterType),
            };
        }

        return arguments;
    }

    private static async Task<object?> CallAsync(MethodInfo method, IServiceProvider services, object?[] arguments)
    {
        object? instance = method.IsStatic ? null : ActivatorUtilities.GetServiceOrCreateInstance(services, method.DeclaringType!);
        try
        {
            object? returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            if (returned is not Task task)
            {
                return returned;
            }

            await task;
            return method.ReturnType.IsGenericType ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
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
