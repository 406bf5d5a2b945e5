using System.Text.Json.Nodes;

namespace Outreach.Infra.Tests.Checks;

/// <summary>Single values that deletion, or the secrecy of what is not deleted yet, depends on.</summary>
internal static class Settings
{
    public const string Account = "Microsoft.Storage/storageAccounts";
    public const string Blobs = "Microsoft.Storage/storageAccounts/blobServices";
    public const string Containers = "Microsoft.Storage/storageAccounts/blobServices/containers";
    public const string Immutability = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";
    public const string Vault = "Microsoft.KeyVault/vaults";
    public const string App = "Microsoft.Web/sites";

    public static readonly IReadOnlyList<string> Accounts = ["data", "lists", "audit", "host"];

    public static IReadOnlyList<Setting> All { get; } =
    [
        .. Accounts.SelectMany(OfEveryAccount),
        .. OfLists(),
        .. OfHost(),
        .. OfAudit(),
        .. OfVault(),
        .. OfApp(),
        .. OfMonitoring(),
    ];

    private static IEnumerable<Setting> OfEveryAccount(string module)
    {
        yield return new(module, Account, "properties.allowSharedKeyAccess", false, "an account key opens everything to whoever has it, and leaves no name.");
        yield return new(module, Account, "properties.supportsHttpsTrafficOnly", true, "nothing travels in clear.");
        yield return new(module, Account, "properties.minimumTlsVersion", "TLS1_2", "older versions are broken.");
        yield return new(module, Account, "properties.allowBlobPublicAccess", false, "a container opened to everyone is a leak.");
        yield return new(module, Account, "properties.allowCrossTenantReplication", false, "a replica with somebody else cannot be deleted.");
    }

    private static IEnumerable<Setting> OfLists()
    {
        yield return new("lists", Blobs, "properties.deleteRetentionPolicy.enabled", false, "a deleted list could be brought back.");
        yield return new("lists", Blobs, "properties.containerDeleteRetentionPolicy.enabled", false, "a deleted container could be brought back.");
        yield return new("lists", Blobs, "properties.isVersioningEnabled", false, "a deleted list would stay as a version.");
        yield return new("lists", Blobs, "properties.restorePolicy.enabled", false, "the account could be put back to a time when a list was there.");
        yield return new("lists", Blobs, "properties.changeFeed.enabled", false, "a feed of names would outlive the lists.");
        yield return new("lists", Blobs, "properties.lastAccessTimeTrackingPolicy.enable", false, "when a list was read is the audit trail's to say.");
        yield return new("lists", Account, "sku.name", "Standard_LRS", "a copy in another region deletes later, or not.");
        yield return new("lists", Containers, "properties.publicAccess", "None", "lists are not public.") { Ending = "'lists')]" };
        yield return new("lists", Containers, "properties.publicAccess", "None", "batches are not public.") { Ending = "'outreach-batches')]" };
    }

    /// <summary>The task hub: a purged history is gone.</summary>
    private static IEnumerable<Setting> OfHost()
    {
        yield return new("host", Blobs, "properties.deleteRetentionPolicy.enabled", false, "a purged history's large messages could be brought back.");
        yield return new("host", Blobs, "properties.containerDeleteRetentionPolicy.enabled", false, "a deleted container could be brought back.");
        yield return new("host", Blobs, "properties.isVersioningEnabled", false, "a purged history's large messages would stay as versions.");
    }

    private static IEnumerable<Setting> OfAudit()
    {
        yield return new("audit", Immutability, "properties.allowProtectedAppendWrites", true, "the trail is appended to.");
        yield return new("audit", Immutability, "properties.immutabilityPeriodSinceCreationInDays", "[parameters('immutableDays')]", "C14: 6 to 12 months.");
        yield return new("audit", Containers, "properties.publicAccess", "None", "the trail is not public.");
        // Off on lists and host, and there only: what has to stay is protected.
        yield return new("audit", Blobs, "properties.containerDeleteRetentionPolicy.enabled", true, "a container of the trail removed by mistake can be brought back.");
        yield return new("audit", Blobs, "properties.deleteRetentionPolicy.enabled", false, "what is beyond its retention is erased for good.");
    }

    private static IEnumerable<Setting> OfVault()
    {
        yield return new("vault", Vault, "properties.enablePurgeProtection", true, "nobody can end the keys of running campaigns at once.");
        yield return new("vault", Vault, "properties.enableSoftDelete", true, "purge protection needs it.");
        yield return new("vault", Vault, "properties.softDeleteRetentionInDays", 7, "the shortest there is: a closed campaign is final after a week.");
        yield return new("vault", Vault + "/keys", "properties.kty", "EC", "checkpoints are signed ES256.");
        yield return new("vault", Vault + "/keys", "properties.curveName", "P-256", "checkpoints are signed ES256.");
        yield return new("vault", Vault + "/keys", "properties.keyOps", new JsonArray("sign", "verify"), "the key has no other use.");
        yield return new("vault", Vault, "properties.enableRbacAuthorization", true, "rights come from rbac.bicep alone.");
    }

    private static IEnumerable<Setting> OfApp()
    {
        yield return new("functionApp", App, "properties.httpsOnly", true, "nothing travels in clear.");
        yield return new("functionApp", App, "properties.siteConfig.minTlsVersion", "1.2", "older versions are broken.");
        yield return new("functionApp", App, "properties.siteConfig.scmMinTlsVersion", "1.2", "older versions are broken.");
        yield return new("functionApp", App, "properties.siteConfig.ftpsState", "Disabled", "publishing has one way, and that is not it.");
        yield return new("functionApp", App, "properties.siteConfig.remoteDebuggingEnabled", false, "a debugger sees plaintext.");
        yield return new("functionApp", App, "properties.functionAppConfig.runtime.name", "dotnet-isolated", "the application is built for it.");
        yield return new("functionApp", App, "properties.functionAppConfig.runtime.version", "10.0", "the application is built for it.");
        yield return new("functionApp", App, "properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity", "no connection string.");
        yield return new("functionApp", "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", false, "no passwords for publishing.") { Ending = "'ftp')]" };
        yield return new("functionApp", "Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", false, "no passwords for publishing.") { Ending = "'scm')]" };
        yield return new("functionApp", "Microsoft.Web/serverfarms", "sku.name", "FC1", "Flex Consumption.");
    }

    private static IEnumerable<Setting> OfMonitoring()
    {
        yield return new("monitoring", "Microsoft.Insights/components", "properties.DisableLocalAuth", true, "with it on, the instrumentation key would be a secret.");
        yield return new("monitoring", "Microsoft.Insights/components", "properties.DisableIpMasking", false, "doctors' addresses stay out of telemetry.");
        yield return new("monitoring", "Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", true, "no shared key for logs.");
    }
}
