using System.Text.Json.Nodes;

namespace Outreach.Infra.Tests.Checks;

/// <summary>Which pages a browser may let read an answer (threat 67): the application's own, and of the lists account only.</summary>
internal static class OriginChecks
{
    public static Check OwnPageAlone { get; } = new("no service but the lists account answers pages of another origin", template =>
        from resource in template.Resources
        where (resource.Module, resource.Type) != ("lists", Settings.Blobs) && Names(resource.Json).Contains("cors", StringComparer.OrdinalIgnoreCase)
        select $"{resource.Type} of {resource.Module} has rules for other origins: the application serves its pages itself.");

    public static Check NoWildcard { get; } = new("no origin is a wildcard", template =>
        from resource in template.Resources
        where Find(resource.Json, "allowedOrigins").Any(origins => origins?.ToJsonString().Contains('*', StringComparison.Ordinal) == true)
        select $"{resource.Type} of {resource.Module} lets every page in.");

    public static IEnumerable<Flip> Flips()
    {
        yield return new(OwnPageAlone.Name, "the application", template => template.Find("functionApp", Settings.App)!["properties.siteConfig"]!["cors"] =
            new JsonObject { ["allowedOrigins"] = new JsonArray("https://else.example") });
        yield return new(OwnPageAlone.Name, "the audit account", template => template.Find("audit", Settings.Blobs)!["properties"]!["cors"] = new JsonObject());
        yield return new(OwnPageAlone.Name, "in a resource of its own", template => template.Add("functionApp", new JsonObject
        {
            ["type"] = "Microsoft.Web/sites/config",
            ["name"] = "web",
            ["properties"] = new JsonObject { ["cors"] = new JsonObject { ["allowedOrigins"] = new JsonArray("*") } },
        }));
        yield return new(NoWildcard.Name, "lists", template => template.Find("lists", Settings.Blobs)!["properties.cors.corsRules.0"]!["allowedOrigins"] = new JsonArray("*"));
        yield return new(NoWildcard.Name, "every host of a domain", template =>
            template.Find("lists", Settings.Blobs)!["properties.cors.corsRules.0"]!["allowedOrigins"] = new JsonArray("https://*.example"));
    }

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(member => Names(member.Value).Prepend(member.Key)),
        JsonArray list => list.SelectMany(Names),
        _ => [],
    };

    private static IEnumerable<JsonNode?> Find(JsonNode? node, string name) => node switch
    {
        JsonObject json => json.SelectMany(member => member.Key == name ? [member.Value] : Find(member.Value, name)),
        JsonArray list => list.SelectMany(item => Find(item, name)),
        _ => [],
    };
}
