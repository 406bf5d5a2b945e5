using System.Text.Json.Nodes;

namespace Outreach.Infra.Tests.Checks;

/// <summary>What single values do not say of the storage accounts.</summary>
internal static class StorageChecks
{
    private static readonly string[] Copies = ["objectReplicationPolicies", "inventoryPolicies", "managementPolicies", "localUsers", "Microsoft.DataProtection", "Microsoft.RecoveryServices"];

    public static Check FourAccounts { get; } = new("four storage accounts, one in each module", template =>
        template.OfType(Settings.Account).Select(account => account.Module).Order().SequenceEqual(Settings.Accounts.Order())
            ? []
            : ["Another account would be one that no check looks at."]);

    public static Check NoCopies { get; } = new("nothing copies or keeps the contents of an account", template =>
        from resource in template.Resources
        where Copies.Any(copy => resource.Type.Contains(copy, StringComparison.OrdinalIgnoreCase))
        select $"{resource.Module} has a {resource.Type}: where it copies to, nothing is deleted.");

    public static Check OneOrigin { get; } = new("browsers read lists for the application's own page only", template =>
        template.Find("lists", Settings.Blobs)?["properties.cors.corsRules"] is JsonArray { Count: 1 } rules
            && rules[0]!["allowedOrigins"]!.ToJsonString() == """["[parameters('pageOrigin')]"]""".Replace("'", "\\u0027", StringComparison.Ordinal)
            && rules[0]!["allowedMethods"]!.ToJsonString() == """["GET"]"""
            ? Given(template, "lists", "pageOrigin", "[parameters('publicBaseUrl')]")
            : ["The lists account lets other pages in, or lets this one do more than read."]);

    public static Check BothContainers { get; } = new("both containers of the trail are immutable", template =>
    {
        string?[] copies = [Copy(template, Settings.Containers), Copy(template, Settings.Immutability)];
        return copies is [{ } containers, { } policies] && containers == policies
            && containers.Contains("'audit'", StringComparison.Ordinal) && containers.Contains("'checkpoints'", StringComparison.Ordinal)
            ? []
            : ["A container of the audit account has no immutability policy."];
    });

    public static Check Retention { get; } = new("the trail is immutable for 6 to 12 months", template =>
        [.. Bounds(template.Root["parameters"]?["auditImmutableDays"]), .. Given(template, "audit", "immutableDays", "[parameters('auditImmutableDays')]")]);

    public static IEnumerable<Flip> Flips()
    {
        yield return new(FourAccounts.Name, "one more", template =>
            template.Add("data", template.Find("data", Settings.Account)!.Json.DeepClone()));
        yield return new(FourAccounts.Name, "one less", template => template.Find("audit", Settings.Account)!.Remove());
        yield return new(NoCopies.Name, "object replication", template =>
            template.Add("lists", new JsonObject { ["type"] = "Microsoft.Storage/storageAccounts/objectReplicationPolicies" }));
        yield return new(NoCopies.Name, "backup", template => template.Add("main", new JsonObject { ["type"] = "Microsoft.DataProtection/backupVaults" }));
        yield return new(OneOrigin.Name, "any origin", template => Rule(template)["allowedOrigins"] = new JsonArray("*"));
        yield return new(OneOrigin.Name, "one more origin", template => Rule(template)["allowedOrigins"]!.AsArray().Add("https://else.example"));
        yield return new(OneOrigin.Name, "writing", template => Rule(template)["allowedMethods"]!.AsArray().Add("PUT"));
        yield return new(OneOrigin.Name, "one more rule", template => template.Find("lists", Settings.Blobs)!["properties.cors.corsRules"]!.AsArray().Add(Rule(template).DeepClone()));
        yield return new(OneOrigin.Name, "another page's origin", template => Parameter(template, "lists", "pageOrigin")["value"] = "https://else.example");
        yield return new(BothContainers.Name, "one only", template => template.Find("audit", Settings.Immutability)!.Json["copy"]!["count"] = "[length(createArray('audit'))]");
        yield return new(BothContainers.Name, "no policy", template => template.Find("audit", Settings.Immutability)!.Remove());
        yield return new(Retention.Name, "a default under 6 months", template => template.Root["parameters"]!["auditImmutableDays"]!["defaultValue"] = 30);
        yield return new(Retention.Name, "under 6 months allowed", template => template.Root["parameters"]!["auditImmutableDays"]!["minValue"] = 1);
        yield return new(Retention.Name, "over 12 months allowed", template => template.Root["parameters"]!["auditImmutableDays"]!["maxValue"] = 3650);
        yield return new(Retention.Name, "another number", template => Parameter(template, "audit", "immutableDays")["value"] = 1);
    }

    private static JsonObject Rule(Template template) => template.Find("lists", Settings.Blobs)!["properties.cors.corsRules.0"]!.AsObject();

    private static string? Copy(Template template, string type) => template.Find("audit", type)?["copy.count"]?.GetValue<string>();

    private static IEnumerable<string> Bounds(JsonNode? parameter) =>
        parameter?["minValue"]?.GetValue<int>() >= 184 && parameter["maxValue"]?.GetValue<int>() <= 365 && parameter["defaultValue"]?.GetValue<int>() is >= 184 and <= 365
            ? []
            : ["The trail could be changed within 6 months, or not be erased after 12 (C14)."];

    /// <summary>That main.bicep hands a module's parameter on as it is.</summary>
    private static IEnumerable<string> Given(Template template, string module, string parameter, string expected) =>
        JsonNode.DeepEquals(Parameter(template, module, parameter)["value"], expected) ? [] : [$"{parameter} of {module} is not {expected}."];

    private static JsonObject Parameter(Template template, string module, string parameter) =>
        template.Root["resources"]![module]!["properties"]!["parameters"]![parameter]!.AsObject();
}
