using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.LocalHost.Settings;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost;

/// <summary>Everything that is wrong with the settings, told at once and before anything starts.</summary>
internal static class StartFaults
{
    private const string WorkerRuntime = "dotnet-isolated";

    /// <exception cref="OptionsValidationException">Settings are wrong; every wrong key is named.</exception>
    public static void Refuse(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        string[] faults =
        [
            .. app.Services.GetRequiredService<HostFile>().Faults,
            .. OfHost(app),
            .. OfApplication(app),
            .. app.Services.GetRequiredService<TimerFunctions>().Faults,
        ];
        faults = [.. faults.Distinct(StringComparer.Ordinal)];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException("Settings", typeof(LocalHostOptions), faults);
        }
    }

    private static IEnumerable<string> OfHost(WebApplication app)
    {
        if (string.IsNullOrEmpty(app.Configuration["AzureWebJobsStorage"]))
        {
            yield return "AzureWebJobsStorage: missing; give the connection string of the task hub's storage.";
        }

        if (app.Configuration["FUNCTIONS_WORKER_RUNTIME"] is { Length: > 0 } and not WorkerRuntime)
        {
            yield return $"FUNCTIONS_WORKER_RUNTIME: `{WorkerRuntime}`; the Functions host would look for a worker of another kind.";
        }
    }

    private static IEnumerable<string> OfApplication(WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException one)
        {
            return one.Failures;
        }
        catch (AggregateException several) when (several.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures);
        }
    }
}
