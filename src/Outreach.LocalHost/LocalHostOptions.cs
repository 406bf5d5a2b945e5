using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost;

/// <summary>How to run the local host.</summary>
public sealed record LocalHostOptions
{
    public required LocalFolder Folder { get; init; }

    /// <summary>What to run. Default: the product.</summary>
    public LocalFunctionsApp App { get; init; } = LocalFunctionsApp.Outreach;

    /// <summary>Port on 127.0.0.1; 0 takes a free one. Default 7071, as the Functions tools have it.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Settings that win over the environment and the files; for tests.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Told what takes time, and what stands in for what.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    /// <summary>Log lines on the console; off where a command prints its own story.</summary>
    public bool Logs { get; init; } = true;
}
