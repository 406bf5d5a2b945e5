namespace Outreach.LocalHost.Azurite;

/// <summary>How to run the storage emulator.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Holds `package.json` and `package-lock.json`; the emulator and its Node are installed there.</summary>
    public required string ToolFolder { get; init; }

    /// <summary>Where it keeps its data; one emulator per folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Https with a certificate made at start, and bearer tokens accepted unverified (`--oauth basic`): for user-delegation SAS.</summary>
    public bool AcceptTokens { get; init; }

    /// <summary>Keeps nothing on disk, and may use 8 GiB of memory: for a table of a million rows, at which it otherwise breaks off.</summary>
    public bool InMemory { get; init; }

    /// <summary>Told what takes time.</summary>
    public Action<string> Progress { get; init; } = static _ => { };
}
