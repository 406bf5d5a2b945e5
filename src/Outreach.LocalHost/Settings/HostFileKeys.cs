namespace Outreach.LocalHost.Settings;

/// <summary>The keys of host.json that the Functions host knows, and which of them the local host goes by.</summary>
internal static class HostFileKeys
{
    /// <summary>What the local host does as the file says; everything under a key that ends with a colon.</summary>
    private static readonly string[] Used =
    [
        "$schema", "version", "functions", "functions:", "logging:logLevel:",
        "extensions:http:routePrefix", "extensions:http:maxOutstandingRequests", "extensions:http:maxConcurrentRequests", "extensions:http:customHeaders:",
        "extensions:durableTask:hubName", "extensions:durableTask:maxConcurrentActivityFunctions", "extensions:durableTask:maxConcurrentOrchestratorFunctions",
        "extensions:durableTask:extendedSessionsEnabled",

        // No tracing here, so nothing of an input can get into it.
        "extensions:durableTask:tracing:traceInputsAndOutputs",
    ];

    /// <summary>What the Functions host knows besides.</summary>
    private static readonly string[] WithoutEffect =
    [
        "aggregator:", "applicationInsights:", "concurrency:", "customHandler:", "extensionBundle:", "functionTimeout", "healthMonitor:", "http:", "httpWorker:", "logging:",
        "managedDependency:", "metadataProviderTimeout", "retry:", "sendCanceledInvocationsToWorker", "singleton:", "telemetryMode", "watchDirectories:", "watchFiles:",
        "extensions:http:hsts:", "extensions:http:dynamicThrottlesEnabled", "extensions:http:enableChunkedRequestBinding",
        "extensions:durableTask:appLeaseOptions:", "extensions:durableTask:defaultVersion", "extensions:durableTask:entityMessageReorderWindowInMinutes",
        "extensions:durableTask:extendedSessionIdleTimeoutInSeconds", "extensions:durableTask:grpcListenerMode",
        "extensions:durableTask:httpSettings:", "extensions:durableTask:largeMessageThresholdBytes", "extensions:durableTask:maxConcurrentEntityFunctions",
        "extensions:durableTask:maxEntityOperationBatchSize", "extensions:durableTask:maxGrpcMessageSizeInBytes", "extensions:durableTask:maxOrchestrationActions",
        "extensions:durableTask:notifications:", "extensions:durableTask:overridableExistingInstanceStates", "extensions:durableTask:rollbackEntityOperationsOnExceptions",
        "extensions:durableTask:storageProvider:", "extensions:durableTask:storeInputsInOrchestrationHistory", "extensions:durableTask:throwStatusExceptionsOnRaiseEvent",
        "extensions:durableTask:tracing:", "extensions:durableTask:useAppLease", "extensions:durableTask:useGracefulShutdown", "extensions:durableTask:versionFailureStrategy",
        "extensions:durableTask:versionMatchStrategy", "extensions:blobs:", "extensions:cosmosDB:", "extensions:eventHubs:", "extensions:queues:", "extensions:sendGrid:",
        "extensions:serviceBus:", "extensions:signalR:", "extensions:tables:", "extensions:warmup:",
    ];

    /// <summary>One sentence for each key that is set and does nothing here.</summary>
    public static IEnumerable<string> Notices(IEnumerable<string> set) => set
        .Where(key => !Used.Any(known => Covers(known, key)))
        .Select(key => (Key: WithoutEffect.FirstOrDefault(known => Covers(known, key))?.TrimEnd(':') ?? key, IsKnown: WithoutEffect.Any(known => Covers(known, key))))
        .Distinct()
        .Select(key => key.IsKnown
            ? $"host.json: {Dotted(key.Key)} has no effect on the local host."
            : $"host.json: nobody knows {Dotted(key.Key)}. Is it spelled right?");

    private static bool Covers(string known, string key) => known.EndsWith(':')
        ? key.StartsWith(known, StringComparison.OrdinalIgnoreCase) || string.Equals(key, known[..^1], StringComparison.OrdinalIgnoreCase)
        : string.Equals(key, known, StringComparison.OrdinalIgnoreCase);

    private static string Dotted(string key) => key.Replace(':', '.');
}
