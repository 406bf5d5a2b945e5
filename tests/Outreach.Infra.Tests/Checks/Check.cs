using System.Text.Json.Nodes;

namespace Outreach.Infra.Tests.Checks;

/// <summary>One thing that has to hold of the infrastructure.</summary>
/// <param name="Findings">What is wrong, in sentences; none if it holds. Pure.</param>
internal sealed record Check(string Name, Func<Template, IEnumerable<string>> Findings);

/// <summary>A change of the infrastructure that a check has to find.</summary>
/// <param name="Check">Which one.</param>
internal sealed record Flip(string Check, string Name, Action<Template> Apply);

/// <summary>A resource that has to have a value at a place. Makes a check of it, and the changes that the check has to find.</summary>
internal sealed record Setting(string Module, string Type, string Path, JsonNode Expected, string Why)
{
    /// <summary>How the resource's name ends, where there is another of its type.</summary>
    public string Ending { get; init; } = "";

    public string Name => $"{Module} {Type.Split('/')[^1]}{Ending}: {Path}";

    public Check ToCheck() => new(Name, Findings);

    public IEnumerable<Flip> ToFlips()
    {
        yield return new Flip(Name, "another value", template => Owner(template)[Path.Split('.')[^1]] = Other());
        yield return new Flip(Name, "left out", template => Owner(template).Remove(Path.Split('.')[^1]));
        yield return new Flip(Name, "no such resource", template => Find(template)!.Remove());
    }

    private Resource? Find(Template template) =>
        template.OfType(Type).SingleOrDefault(one => one.Module == Module && one.Name.EndsWith(Ending, StringComparison.Ordinal));

    private IEnumerable<string> Findings(Template template)
    {
        Resource? resource = Find(template);
        if (resource is null)
        {
            yield return $"There is no {Type} in {Module}.";
        }
        else if (!JsonNode.DeepEquals(resource[Path], Expected))
        {
            yield return $"{Path} of {Type} in {Module} is {resource[Path]?.ToJsonString() ?? "left out"}, not {Expected.ToJsonString()}: {Why}";
        }
    }

    private JsonObject Owner(Template template)
    {
        JsonObject json = Find(template)!.Json;
        return Path.Contains('.', StringComparison.Ordinal) ? Template.Find(json, Path[..Path.LastIndexOf('.')])!.AsObject() : json;
    }

    private JsonNode Other() => Expected.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => JsonValue.Create(false),
        System.Text.Json.JsonValueKind.False => JsonValue.Create(true),
        System.Text.Json.JsonValueKind.Number => JsonValue.Create(Expected.GetValue<int>() + 1),
        _ => JsonValue.Create("something else"),
    };
}
