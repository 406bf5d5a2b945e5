using System.Text.Json.Nodes;

namespace Outreach.Infra.Tests;

/// <summary>One resource of a compiled template, and the module that it stands in.</summary>
/// <param name="Module">The name of the module in main.bicep; `main` for main.bicep itself.</param>
internal sealed record Resource(string Module, string Type, JsonObject Json)
{
    /// <summary>The expression of its name in Azure.</summary>
    public string Name => Json["name"]?.GetValue<string>() ?? "";

    public JsonNode? this[string path] => Template.Find(Json, path);

    /// <summary>As if it had never been written.</summary>
    public void Remove()
    {
        if (Json.Parent is JsonArray list)
        {
            list.Remove(Json);
        }
        else
        {
            Json.Parent!.AsObject().Remove(Json.GetPropertyName());
        }
    }
}

/// <summary>ARM JSON with its modules inside: what Azure would be asked for.</summary>
internal sealed class Template(JsonObject root)
{
    public JsonObject Root { get; } = root;

    public IEnumerable<Resource> Resources => Modules.SelectMany(module => ResourcesOf(module.Name, module.Template));

    /// <summary>main.bicep and every module in it, at any depth.</summary>
    public IEnumerable<(string Name, JsonObject Template)> Modules => ModulesOf("main", Root);

    public IEnumerable<Resource> OfType(string type) => Resources.Where(resource => resource.Type == type);

    public Resource? Find(string module, string type) => OfType(type).SingleOrDefault(resource => resource.Module == module);

    public JsonObject Module(string name) => Modules.Single(module => module.Name == name).Template;

    public void Add(string module, JsonNode resource)
    {
        JsonNode resources = Module(module)["resources"]!;
        if (resources is JsonArray list)
        {
            list.Add(resource);
        }
        else
        {
            resources.AsObject().Add("added", resource);
        }
    }

    public Template Copy() => new(Root.DeepClone().AsObject());

    /// <summary>Follows names separated by dots; null where there is nothing.</summary>
    public static JsonNode? Find(JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, name) => at is JsonArray list && int.TryParse(name, out int index) ? list[index] : (at as JsonObject)?[name]);

    private static IEnumerable<(string, JsonObject)> ModulesOf(string name, JsonObject template)
    {
        yield return (name, template);
        foreach ((string key, JsonObject resource) in Entries(template).Where(entry => IsModule(entry.Resource)))
        {
            foreach ((string, JsonObject) module in ModulesOf(key, resource["properties"]!["template"]!.AsObject()))
            {
                yield return module;
            }
        }
    }

    private static IEnumerable<Resource> ResourcesOf(string module, JsonObject template) =>
        from entry in Entries(template)
        where entry.Resource["existing"]?.GetValue<bool>() != true && !IsModule(entry.Resource)
        select new Resource(module, entry.Resource["type"]!.GetValue<string>(), entry.Resource);

    /// <summary>A list, or named, where the file uses what needs names.</summary>
    private static IEnumerable<(string Name, JsonObject Resource)> Entries(JsonObject template) => template["resources"] switch
    {
        JsonArray list => list.Select(node => (node!["name"]?.GetValue<string>() ?? "", node.AsObject())),
        JsonObject named => named.Select(entry => (entry.Key, entry.Value!.AsObject())),
        _ => throw new InvalidOperationException("A template without resources."),
    };

    private static bool IsModule(JsonObject resource) => resource["type"]!.GetValue<string>() == "Microsoft.Resources/deployments";
}
