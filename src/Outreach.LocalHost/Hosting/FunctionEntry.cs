using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Outreach.LocalHost.Hosting;

/// <summary>A declared function: what triggers it, and what to call.</summary>
public sealed record FunctionEntry(string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger)
{
    public HttpTriggerAttribute? Http => Trigger as HttpTriggerAttribute;

    public TimerTriggerAttribute? Timer => Trigger as TimerTriggerAttribute;

    public bool IsOrchestrator => Trigger is OrchestrationTriggerAttribute;

    public bool IsActivity => Trigger is ActivityTriggerAttribute;

    /// <summary>As the host names it in binding metadata.</summary>
    public string TriggerType => Trigger switch
    {
        HttpTriggerAttribute => "httpTrigger",
        TimerTriggerAttribute => "timerTrigger",
        OrchestrationTriggerAttribute => "orchestrationTrigger",
        _ => "activityTrigger",
    };

    /// <summary>The route, relative to the prefix; a function without one is reached by its name.</summary>
    public string Route => Http?.Route ?? Name;

    /// <summary>The level that an HTTP function asks for, as the host reads it.</summary>
    /// <remarks>
    /// The worker tells the host only what the attribute was given. `[HttpTrigger("get")]` gives none, and the host then asks for a function key, though the attribute
    /// itself would say that it is open to anyone.
    /// </remarks>
    public AuthorizationLevel AuthLevel { get; } = Trigger is HttpTriggerAttribute http && GivesLevel(TriggerParameter) ? http.AuthLevel : AuthorizationLevel.Function;

    /// <summary>How often, and after what time, a failed run is tried again; null: never.</summary>
    public RetryAttribute? Retry { get; } = Method.GetCustomAttribute<RetryAttribute>();

    private static bool GivesLevel(ParameterInfo parameter) => parameter.GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(HttpTriggerAttribute))
        .Any(data => data.ConstructorArguments.Any(argument => argument.ArgumentType == typeof(AuthorizationLevel)));
}
