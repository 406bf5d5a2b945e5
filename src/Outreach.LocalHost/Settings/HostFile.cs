using System.Globalization;
using Microsoft.Extensions.Configuration;
using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.Settings;

/// <summary>What `host.json` says, with the Functions host's defaults.</summary>
public sealed class HostFile(IConfiguration file)
{
    private const string HttpSection = "extensions:http";
    private const string DurableSection = "extensions:durableTask";

    private readonly List<string> _faults = [];

    /// <summary>`extensions.http`, with the size limit that a setting may change.</summary>
    public HttpSettings Http(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        IConfiguration section = file.GetSection(HttpSection);
        var defaults = new HttpSettings();
        return new HttpSettings
        {
            RoutePrefix = section["routePrefix"] ?? defaults.RoutePrefix,
            MaxOutstandingRequests = Count(HttpSection, "maxOutstandingRequests", defaults.MaxOutstandingRequests, HttpSettings.Unbounded),
            MaxConcurrentRequests = Count(HttpSection, "maxConcurrentRequests", defaults.MaxConcurrentRequests, HttpSettings.Unbounded),
            CustomHeaders = section.GetSection("customHeaders").GetChildren().ToDictionary(header => header.Key, header => header.Value ?? "", StringComparer.OrdinalIgnoreCase),
            MaxRequestBodySize = long.TryParse(settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"], CultureInfo.InvariantCulture, out long limit) ? limit : defaults.MaxRequestBodySize,
        };
    }

    public DurableOptions Durable
    {
        get
        {
            IConfiguration section = file.GetSection(DurableSection);
            var defaults = new DurableOptions();
            return new DurableOptions
            {
                HubName = section["hubName"] ?? defaults.HubName,
                MaxConcurrentActivityFunctions = Count(DurableSection, "maxConcurrentActivityFunctions", defaults.MaxConcurrentActivityFunctions),
                MaxConcurrentOrchestratorFunctions = Count(DurableSection, "maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestratorFunctions),
                ExtendedSessionsEnabled = Flag(DurableSection, "extendedSessionsEnabled", defaults.ExtendedSessionsEnabled),
            };
        }
    }

    /// <summary>`functions`: the names of those to load; null where it does not say, and all are.</summary>
    public IReadOnlyCollection<string>? Functions =>
        file.GetSection("functions").GetChildren().Select(name => name.Value).OfType<string>().ToArray() is { Length: > 0 } named ? named : null;

    /// <summary>`logging`, in the form that .NET reads.</summary>
    public IConfiguration Logging => file.GetSection("logging");

    /// <summary>Every key that is not known, and every known one that this host takes no notice of.</summary>
    public IEnumerable<string> Notices => HostFileKeys.Notices(Set());

    /// <summary>Values that cannot be what they should be, each by its key.</summary>
    public IEnumerable<string> Faults
    {
        get
        {
            _faults.Clear();
            _ = (Durable, Http(file));
            return [.. file["version"] == "2.0" ? Array.Empty<string>() : ["host.json: version: \"2.0\", whatever the version of the Functions host."], .. _faults];
        }
    }

    public static HostFile Read(LocalFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new HostFile(LocalSettings.ReadFile(Path.Combine(folder.Root, "host.json")));
    }

    /// <summary>A count, or the default where it is not set or makes no sense; the latter is kept as a fault, so that all are named at once.</summary>
    private int Count(string section, string key, int otherwise, int? unbounded = null)
    {
        string? text = file[$"{section}:{key}"];
        if (text is null)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count) && (count > 0 || count == unbounded))
        {
            return count;
        }

        _faults.Add($"host.json: {section.Replace(':', '.')}.{key}: a whole number, 1 or more{(unbounded is null ? "" : ", or -1 for no limit")}.");
        return otherwise;
    }

    private bool Flag(string section, string key, bool otherwise)
    {
        string? text = file[$"{section}:{key}"];
        if (text is null || bool.TryParse(text, out otherwise))
        {
            return otherwise;
        }

        _faults.Add($"host.json: {section.Replace(':', '.')}.{key}: true or false.");
        return otherwise;
    }

    /// <summary>The keys of the file that hold a value, or nothing.</summary>
    private IEnumerable<string> Set() =>
        file.AsEnumerable().Where(entry => entry.Value is not null || !file.GetSection(entry.Key).GetChildren().Any()).Select(entry => entry.Key);
}
