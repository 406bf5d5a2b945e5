using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Outreach.Adapters.Storage;

/// <summary>Refuses account keys for anything but the emulator on this machine, and plain http; each wrong key is named, its value never.</summary>
public sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        Check("Storage__Data", "tableServiceUri", options.Data);
        Check("Storage__Lists", "blobServiceUri", options.Lists);
        Check("Storage__Audit", "blobServiceUri", options.Audit);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, string address, StorageAccount account)
        {
            string? fault = account switch
            {
                { ConnectionString: { Length: > 0 }, ServiceUri: { Length: > 0 } } => $"{key}: give either a connection string or {key}__{address}, not both.",
                { ServiceUri: { Length: > 0 } uri } => IsSafe(uri) ? null : $"{key}__{address}: an https address of the service.",
                { ConnectionString: { Length: > 0 } text } => IsEmulatorHere(text)
                    ? null
                    : $"{key}: connection strings are for the emulator on this machine only; use {key}__{address} and an identity.",
                _ => $"{key}__{address}: missing; give the https address of the service (or, for the emulator, {key} as a connection string).",
            };
            if (fault is not null)
            {
                faults.Add(fault);
            }
        }
    }

    /// <summary>Every address that a connection string names must be on this machine; one that names none is Azure's.</summary>
    internal static bool IsEmulatorHere(string connectionString)
    {
        DbConnectionStringBuilder parts = new();
        try
        {
            parts.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            return false;
        }

        List<string> addresses = [.. parts.Keys.Cast<string>()
            .Where(key => key.EndsWith("endpoint", StringComparison.OrdinalIgnoreCase) || key.EndsWith("uri", StringComparison.OrdinalIgnoreCase))
            .Select(key => parts[key].ToString() ?? "")];
        bool shortcut = parts.TryGetValue("UseDevelopmentStorage", out object? use) && bool.TryParse(use.ToString(), out bool yes) && yes;
        return (shortcut || addresses.Count > 0)
            && addresses.TrueForAll(address => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.IsLoopback);
    }

    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { UserInfo: "", Query: "", Fragment: "" };
}
