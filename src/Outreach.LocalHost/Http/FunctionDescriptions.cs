using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Http;

/// <summary>Functions as the host's administration describes them.</summary>
public sealed class FunctionDescriptions(FunctionCatalog catalog, HttpSettings settings, IConfiguration configuration)
{
    public IEnumerable<object> All(HttpRequest request) => catalog.Functions.Select(function => Of(function, request));

    public object Of(FunctionEntry function, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(request);
        string root = $"{request.Scheme}://{request.Host}";
        return new
        {
            name = function.Name,
            href = $"{root}/admin/functions/{function.Name}",
            invoke_url_template = function.Http is null ? null : $"{root}/{FunctionRoutes.Template(function, settings.RoutePrefix)}",
            language = "dotnet-isolated",
            config = new { name = function.Name, entryPoint = $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}", bindings = new[] { Binding(function) } },
            isDisabled = DisabledFunctions.Contains(configuration, function.Name),
            isDirect = false,
            isProxy = false,
        };
    }

    private static Dictionary<string, object?> Binding(FunctionEntry function)
    {
        Dictionary<string, object?> binding = new(StringComparer.Ordinal)
        {
            ["name"] = function.TriggerParameter.Name,
            ["type"] = function.TriggerType,
            ["direction"] = "In",
        };
        if (function.Http is { } http)
        {
            binding["authLevel"] = function.AuthLevel.ToString();
            binding["methods"] = http.Methods;
            binding["route"] = function.Route;
        }
        else if (function.Timer is { } timer)
        {
            binding["schedule"] = timer.Schedule;
            binding["useMonitor"] = timer.UseMonitor;
            binding["runOnStartup"] = timer.RunOnStartup;
        }

        return binding;
    }
}
