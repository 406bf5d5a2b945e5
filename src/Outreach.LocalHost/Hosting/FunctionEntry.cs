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
}
