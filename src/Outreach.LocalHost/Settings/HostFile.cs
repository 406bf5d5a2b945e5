using Microsoft.Extensions.Configuration;
using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.Settings;

/// <summary>What `host.json` says, with the Functions host's defaults.</summary>
public sealed class HostFile(IConfiguration file)
{
    /// <summary>`extensions.http.routePrefix`; "api" when it is not set.</summary>
    public string RoutePrefix => file["extensions:http:routePrefix"] ?? "api";

    public DurableOptions Durable
    {
        get
        {
            IConfiguration section = file.GetSection("extensions:durableTask");
            var defaults = new DurableOptions();
            return new DurableOptions
            {
                HubName = section["hubName"] ?? defaults.HubName,
                MaxConcurrentActivityFunctions = section.GetValue("maxConcurrentActivityFunctions", defaults.MaxConcurrentActivityFunctions),
                ExtendedSessionsEnabled = section.GetValue("extendedSessionsEnabled", defaults.ExtendedSessionsEnabled),
                MaxConcurrentOrchestratorFunctions = section.GetValue("maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestratorFunctions),
            };
        }
    }

    /// <summary>`logging`, in the form that .NET reads.</summary>
    public IConfiguration Logging => file.GetSection("logging");

    public static HostFile Read(LocalFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new HostFile(LocalSettings.ReadFile(Path.Combine(folder.Root, "host.json")));
    }
}
