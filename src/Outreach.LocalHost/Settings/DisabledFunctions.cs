using Microsoft.Extensions.Configuration;

namespace Outreach.LocalHost.Settings;

/// <summary>Functions that a setting turns off: `AzureWebJobs.{Function}.Disabled`, or `AzureWebJobs_{Function}_Disabled` where a shell allows no dots.</summary>
internal static class DisabledFunctions
{
    public static bool Contains(IConfiguration settings, string function) =>
        IsOn(settings[$"AzureWebJobs.{function}.Disabled"]) || IsOn(settings[$"AzureWebJobs_{function}_Disabled"]);

    private static bool IsOn(string? value) => value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
