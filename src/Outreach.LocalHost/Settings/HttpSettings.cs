namespace Outreach.LocalHost.Settings;

/// <summary>`extensions.http` of host.json, and the size limit from the settings, with the Functions host's defaults.</summary>
public sealed record HttpSettings
{
    /// <summary>Of a host outside the Consumption plan: no limit.</summary>
    public const int Unbounded = -1;

    /// <summary>What every route begins with.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Requests under way and waiting; the next one is answered 429.</summary>
    public int MaxOutstandingRequests { get; init; } = Unbounded;

    /// <summary>Requests under way; further ones wait.</summary>
    public int MaxConcurrentRequests { get; init; } = Unbounded;

    /// <summary>Added to every answer that does not have them.</summary>
    public IReadOnlyDictionary<string, string> CustomHeaders { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>`FUNCTIONS_REQUEST_BODY_SIZE_LIMIT`, in bytes. Without it 100 MiB.</summary>
    public long MaxRequestBodySize { get; init; } = 104_857_600;
}
