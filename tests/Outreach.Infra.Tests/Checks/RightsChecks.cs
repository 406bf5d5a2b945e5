using System.Text.Json.Nodes;

namespace Outreach.Infra.Tests.Checks;

/// <summary>What the application may do, and nothing beyond.</summary>
internal static class RightsChecks
{
    private const string Assignment = "Microsoft.Authorization/roleAssignments";
    private const string Definition = "Microsoft.Authorization/roleDefinitions";
    private const string Module = "rbac";

    private const string Service = "Microsoft.Storage/storageAccounts/blobServices";
    private const string Containers = "Microsoft.Storage/storageAccounts/blobServices/containers";
    private const string Keys = "Microsoft.KeyVault/vaults/keys";

    /// <summary>Ends of rights that would undo what deletion or the trail promise, or that hand out more rights.</summary>
    private static readonly string[] Forbidden =
        ["*", "purge", "backup", "restore", "recover", "import", "release", "listkeys", "regeneratekey", "listaccountsas", "immutabilitypolicies", "legalhold", "permanentdelete", "roleassignments", "blobservices/write"];

    /// <summary>Where, and which role: by the names that rbac.bicep has for them.</summary>
    private static readonly string[] Expected =
    [
        "applicationInsights: monitoringMetricsPublisher",
        "audit, checkpoints: outreach-checkpoints",
        "audit: outreach-audit",
        "data: tableDataContributor",
        "host: blobDataContributor, queueDataContributor, tableDataContributor",
        "lists: outreach-lists",
        "vault: keyVaultSecretsUser",
        "vault: outreach-keys",
    ];

    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal)
    {
        ["blobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["queueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["tableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    /// <summary>Control-plane rights, then data-plane rights, of each role of our own.</summary>
    private static readonly Dictionary<string, string[]> Own = new(StringComparer.Ordinal)
    {
        ["outreach-lists"] =
        [
            $"{Service}/read", $"{Service}/generateUserDelegationKey/action", $"{Containers}/read", $"{Containers}/write", $"{Containers}/delete",
            $"data: {Containers}/blobs/read", $"data: {Containers}/blobs/write", $"data: {Containers}/blobs/delete",
            $"data: {Containers}/blobs/deleteBlobVersion/action",
        ],
        ["outreach-audit"] = [$"{Containers}/read", $"data: {Containers}/blobs/read", $"data: {Containers}/blobs/add/action", $"data: {Containers}/blobs/delete"],
        ["outreach-checkpoints"] = [$"data: {Containers}/blobs/write"],
        ["outreach-keys"] =
        [
            $"data: {Keys}/read", $"data: {Keys}/create/action", $"data: {Keys}/update/action", $"data: {Keys}/unwrap/action", $"data: {Keys}/sign/action", $"data: {Keys}/delete",
        ],
    };

    private static readonly Dictionary<string, string> Wires = new(StringComparer.Ordinal)
    {
        ["principalId"] = "identity').outputs.principalId",
        ["dataAccountName"] = "data').outputs.name",
        ["listsAccountName"] = "lists').outputs.name",
        ["auditAccountName"] = "audit').outputs.name",
        ["hostAccountName"] = "host').outputs.name",
        ["vaultName"] = "vault').outputs.name",
        ["applicationInsightsName"] = "monitoring').outputs.applicationInsightsName",
    };

    public static Check OneFile { get; } = new("rights are given in rbac.bicep only", template =>
        from resource in template.Resources
        where resource.Type is Assignment or Definition && resource.Module != Module
        select $"{resource.Module} has a {resource.Type}.");

    public static Check Given { get; } = new("the application has exactly these roles on exactly these resources", template =>
    {
        string[] given = [.. Assignments(template).Select(Describe).Order(StringComparer.Ordinal)];
        return given.SequenceEqual(Expected) ? [] : [$"Given: {string.Join("; ", given)}."];
    });

    public static Check Ids { get; } = new("roles of Azure are the ones meant", template =>
        from role in Roles
        where template.Module(Module)["variables"]?[role.Key]?.GetValue<string>() != role.Value
        select $"{role.Key} is another role than it says.");

    public static Check Principal { get; } = new("rights are the application's identity's, and it is a service principal", template =>
        from assignment in Assignments(template)
        where assignment["properties.principalId"]?.GetValue<string>() != "[parameters('principalId')]" || assignment["properties.principalType"]?.GetValue<string>() != "ServicePrincipal"
        select $"{assignment.Name} is somebody else's.");

    public static Check Exactly { get; } = new("roles of our own have exactly these rights", template =>
        from role in Own
        let rights = FindRole(template, role.Key) is { } found ? Rights(found) : []
        where !rights.Order(StringComparer.Ordinal).SequenceEqual(role.Value.Order(StringComparer.Ordinal))
        select $"{role.Key} may {string.Join(", ", rights)}.");

    public static Check NothingForbidden { get; } = new("no purge, no backup, no keys of accounts, no wildcard", template =>
        from definition in template.OfType(Definition)
        from right in Rights(definition)
        from word in Forbidden
        where right.Contains(word, StringComparison.OrdinalIgnoreCase)
        select $"{definition.Name} may {right}.");

    public static Check Wired { get; } = new("rights go to the accounts and the vault that they are meant for", template =>
        from parameter in Wires
        where Template.Find(template.Root, $"resources.{Module}.properties.parameters.{parameter.Key}.value")?.GetValue<string>() != $"[reference('{parameter.Value}.value]"
        select $"{parameter.Key} of rbac.bicep is another than {parameter.Value}.");

    public static IEnumerable<Flip> Flips()
    {
        yield return new(OneFile.Name, "an assignment in a module", template => template.Add("vault", Assignments(template).First().Json.DeepClone()));
        yield return new(OneFile.Name, "an assignment in main.bicep", template => template.Add("main", Assignments(template).First().Json.DeepClone()));
        foreach (string given in Expected)
        {
            yield return new(Given.Name, $"{given} left out", template => Find(template, given).Remove());
            yield return new(Given.Name, $"{given} on the whole resource group", template => Find(template, given).Json.Remove("scope"));
            yield return new(Principal.Name, $"{given} is somebody else's", template => Find(template, given)["properties"]!["principalId"] = "11111111-1111-1111-1111-111111111111");
            yield return new(Principal.Name, $"{given} is a person's", template => Find(template, given)["properties"]!["principalType"] = "User");
        }

        yield return new(Given.Name, "Storage Blob Data Owner on lists", template => Find(template, "lists: outreach-lists")["properties"]!["roleDefinitionId"] =
            "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')]");
        yield return new(Given.Name, "one more role", template => template.Add(Module, Find(template, "vault: keyVaultSecretsUser").Json.DeepClone()));
        yield return new(Ids.Name, "Owner under another name", template => template.Module(Module)["variables"]!["tableDataContributor"] = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
        foreach (string right in new[] { "purge/action", "backup/action", "restore/action", "recover/action", "*" })
        {
            yield return new(Exactly.Name, $"keys: {right}", template => Add(template, "outreach-keys", "dataActions", $"{Keys}/{right}"));
            yield return new(NothingForbidden.Name, $"keys: {right}", template => Add(template, "outreach-keys", "dataActions", $"{Keys}/{right}"));
        }

        yield return new(NothingForbidden.Name, "keys of an account", template => Add(template, "outreach-lists", "actions", "Microsoft.Storage/storageAccounts/listKeys/action"));
        yield return new(NothingForbidden.Name, "settings of the lists account", template => Add(template, "outreach-lists", "actions", $"{Service}/write"));
        yield return new(NothingForbidden.Name, "the policy of the trail", template => Add(template, "outreach-audit", "actions", $"{Containers}/immutabilityPolicies/delete"));
        yield return new(Exactly.Name, "overwriting the trail", template => Add(template, "outreach-audit", "dataActions", $"{Containers}/blobs/write"));
        yield return new(Exactly.Name, "one right less", template => Permissions(FindRole(template, "outreach-keys")!)["dataActions"]!.AsArray().RemoveAt(0));
        yield return new(Exactly.Name, "no such role", template => FindRole(template, "outreach-lists")!.Remove());
        yield return new(Wired.Name, "lists and audit exchanged", template =>
            Template.Find(template.Root, $"resources.{Module}.properties.parameters.listsAccountName")!["value"] = "[reference('audit').outputs.name.value]");
    }

    private static IEnumerable<Resource> Assignments(Template template) => template.OfType(Assignment).Where(resource => resource.Module == Module);

    private static Resource Find(Template template, string given) => Assignments(template).Single(assignment => Describe(assignment) == given);

    private static Resource? FindRole(Template template, string seed) =>
        template.OfType(Definition).SingleOrDefault(role => role.Name == $"[guid(resourceGroup().id, '{seed}')]");

    private static JsonObject Permissions(Resource role) => role["properties.permissions.0"]!.AsObject();

    private static void Add(Template template, string role, string kind, string right) => Permissions(FindRole(template, role)!)[kind]!.AsArray().Add(right);

    private static IEnumerable<string> Rights(Resource role) =>
    [
        .. Permissions(role)["actions"]!.AsArray().Select(right => right!.GetValue<string>()),
        .. Permissions(role)["dataActions"]!.AsArray().Select(right => $"data: {right!.GetValue<string>()}"),
    ];

    private static string Describe(Resource assignment)
    {
        string scope = assignment.Json["scope"]?.GetValue<string>() ?? "the resource group";
        string role = assignment["properties.roleDefinitionId"]?.GetValue<string>() ?? "";
        string place = Wires.Keys.SingleOrDefault(name => scope.EndsWith($", parameters('{name}'))]", StringComparison.Ordinal))
            ?? (scope.EndsWith(", parameters('auditAccountName'), 'default', 'checkpoints')]", StringComparison.Ordinal) ? "audit, checkpoints" : scope);
        string[] roles = [.. Roles.Keys.Where(name => role.Contains($"variables('{name}')", StringComparison.Ordinal)), .. Own.Keys.Where(seed => role.Contains($"'{seed}'", StringComparison.Ordinal))];
        return $"{place.Replace("AccountName", "", StringComparison.Ordinal).Replace("Name", "", StringComparison.Ordinal)}: {string.Join(", ", roles)}";
    }
}
