using Microsoft.Extensions.Configuration;

namespace Outreach.LocalHost.Timers;

/// <summary>How the host names itself and its timers in storage.</summary>
public sealed class TimerNames(IConfiguration settings)
{
    /// <summary>`AzureFunctionsWebHost__hostid`; the Functions host would make one up of its machine's name and its folder.</summary>
    public string HostId => settings["AzureFunctionsWebHost:hostid"] ?? "localhost";

    /// <summary>Where a timer's schedule is kept, in the container `azure-webjobs-hosts`.</summary>
    public string StatusPath(string function) => $"timers/{HostId}/Host.Functions.{function}/status";
}
