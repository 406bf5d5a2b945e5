using Microsoft.Extensions.Configuration;
using Outreach.Adapters.Storage;

namespace Outreach.Functions;

/// <summary>Whether people's real data may be near.</summary>
internal static class HostEnvironment
{
    private const string Name = "AZURE_FUNCTIONS_ENVIRONMENT";

    /// <summary>Production where nobody says otherwise, as the Functions host has it; its tools say `Development`, and so does the local host.</summary>
    /// <remarks>Where nobody says anything, three emulated accounts on this machine say it: a deployment has none, and what is in them is nobody's.</remarks>
    public static bool IsProduction(IConfiguration configuration)
    {
        if (configuration[Name] is { Length: > 0 } said)
        {
            return !string.Equals(said, "Development", StringComparison.OrdinalIgnoreCase);
        }

        StorageOptions storage = new();
        storage.Read(configuration.GetSection("Storage"));
        return !(IsEmulated(storage.Data) && IsEmulated(storage.Lists) && IsEmulated(storage.Audit));
    }

    /// <summary>A connection string is the emulator's (<see cref="StorageOptionsValidator"/>); so is an address on this machine.</summary>
    public static bool IsEmulated(StorageAccount account) =>
        account.ConnectionString is { Length: > 0 } || (Uri.TryCreate(account.ServiceUri, UriKind.Absolute, out Uri? address) && address.IsLoopback);
}
