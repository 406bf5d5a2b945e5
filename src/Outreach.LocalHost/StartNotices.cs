using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost;

/// <summary>What is told once at start: nothing is wrong, but something may not be as its author thinks.</summary>
internal static partial class StartNotices
{
    public static IEnumerable<string> Of(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return [.. app.Services.GetRequiredService<HostFile>().Notices, .. OfDisabled(app.Configuration, app.Services.GetRequiredService<FunctionCatalog>())];
    }

    private static IEnumerable<string> OfDisabled(IConfiguration settings, FunctionCatalog catalog)
    {
        foreach (string name in settings.AsEnumerable().Select(setting => DisablesOne().Match(setting.Key)).Where(match => match.Success).Select(match => match.Groups["name"].Value))
        {
            if (!DisabledFunctions.Contains(settings, name))
            {
                continue;
            }

            yield return catalog.Find(name) switch
            {
                null => $"AzureWebJobs.{name}.Disabled: there is no function of this name.",
                { Http: null, Timer: null } => $"{name} is turned off by a setting, which the local host does for HTTP functions and timers only: it runs.",
                _ => $"{name} is turned off by a setting.",
            };
        }
    }

    [GeneratedRegex(@"^AzureWebJobs[._](?<name>.+)[._]Disabled$", RegexOptions.IgnoreCase)]
    private static partial Regex DisablesOne();
}
