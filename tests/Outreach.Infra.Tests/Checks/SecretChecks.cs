using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Outreach.Infra.Tests.Checks;

/// <summary>No secret is in the application's settings, and none is asked of Azure while deploying.</summary>
internal static class SecretChecks
{
    /// <summary>ARM functions that answer with secrets: listKeys and its kin.</summary>
    private static readonly Regex Listing = new(@"\blist[A-Za-z]*\(", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>They speak of keys, and hold an address, a name, a version, and public halves: the application refuses a private one.</summary>
    private static readonly string[] NamesOnly =
    [
        "KeyVault__VaultUri", "Audit__SigningKey", "Audit__SigningKeyVersion", "Outreach__Dispatchers__Sms__PublicKey", "Outreach__Dispatchers__Letter__PublicKey",
    ];

    /// <summary>Words of connection strings and signatures.</summary>
    private static readonly string[] Words = ["accountkey", "sharedaccess", "sig=", "password", "defaultendpointsprotocol"];

    /// <summary>Any setting that is not one of these needs a thought, and a line here.</summary>
    public static readonly IReadOnlyList<string> Expected =
    [
        "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri",
        "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AZURE_CLIENT_ID",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "Storage__Data__tableServiceUri", "Storage__Lists__blobServiceUri", "Storage__Audit__blobServiceUri",
        "KeyVault__VaultUri", "PublicBaseUrl", "Access__PseudonymKey", "SignIn__ClientId", "SignIn__Scope", "SignIn__Insurer__ClientId", "SignIn__Insurer__Scope", "EnforceDeletion__Schedule", "ScheduleOutreach__Schedule",
        "Mail__Host", "Mail__From", "Messages__PrivacyPage", "Audit__RetentionMonths", "Audit__SigningKey", "Audit__SigningKeyVersion",
        "Outreach__Dispatchers__Sms__PublicKey", "Outreach__Dispatchers__Letter__PublicKey", "Outreach__Batches__Days",
        "Outreach__Pace__QuietFrom", "Outreach__Pace__QuietUntil", "Outreach__Pace__MessagesPerDay",
    ];

    public static Check Names { get; } = new("the application has exactly these settings", template =>
    {
        string[] names = [.. Settings(template).Select(setting => setting.Key).Order(StringComparer.Ordinal)];
        return names.SequenceEqual(Expected.Order(StringComparer.Ordinal)) ? [] : [$"Settings: {string.Join(", ", names)}."];
    });

    /// <summary>The one connection string is an address: Application Insights takes no local authentication.</summary>
    public static Check NoSecret { get; } = new("no setting is a secret", template =>
    [
        .. from setting in Settings(template)
           from word in Words
           where setting.Value!.GetValue<string>().Contains(word, StringComparison.OrdinalIgnoreCase)
           select $"{setting.Key} holds a secret.",
        .. from setting in Settings(template)
           where setting.Key.Contains("key", StringComparison.OrdinalIgnoreCase) && !NamesOnly.Contains(setting.Key)
               && !setting.Value!.GetValue<string>().Contains("@Microsoft.KeyVault(SecretUri=", StringComparison.Ordinal)
           select $"{setting.Key} is not a reference to the vault.",
        .. MailSignIn(template).Contains("'Mail__Password', format('@Microsoft.KeyVault(SecretUri=", StringComparison.Ordinal) ? Array.Empty<string>() : ["Mail__Password is not a reference to the vault."],
    ]);

    public static Check Joined { get; } = new("settings come from nowhere else", template =>
        template.Find("functionApp", "Microsoft.Web/sites/config")?["properties"]?.GetValue<string>()
            == "[union(variables('settings'), variables('signInAuthority'), variables('insurerSignInAuthority'), variables('mailSignIn'), shallowMerge(variables('issuerSettings')), parameters('additionalSettings'))]"
            && template.Find("functionApp", "Microsoft.Web/sites")?["properties.siteConfig.appSettings"] is null
            && template.Find("functionApp", "Microsoft.Web/sites")?["properties.siteConfig.connectionStrings"] is null
            ? []
            : ["Settings are put together in another way than these checks know."]);

    public static Check NothingListed { get; } = new("deploying asks Azure for no secret", template =>
        from text in Texts(template.Root)
        where text.StartsWith('[') && Listing.IsMatch(text)
        select $"An expression lists secrets: {text}");

    public static Check NotDevelopment { get; } = new("the application does not think that it is on a developer's machine", template =>
        Settings(template).Any(setting => setting.Key is "AZURE_FUNCTIONS_ENVIRONMENT" or "Register__AcceptTestIdentities" or "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT")
            ? ["Settings of a developer's machine turn the start-up guard off."]
            : []);

    public static IEnumerable<Flip> Flips()
    {
        yield return new(Names.Name, "one more", template => Settings(template)["AzureWebJobsStorage"] = "UseDevelopmentStorage=true");
        foreach (string name in Expected)
        {
            yield return new(Names.Name, $"{name} left out", template => Settings(template).Remove(name));
        }

        yield return new(NoSecret.Name, "an account key", template => Settings(template)["AzureWebJobsStorage__blobServiceUri"] =
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=AAAA");
        yield return new(NoSecret.Name, "a signature", template => Settings(template)["Storage__Lists__blobServiceUri"] = "https://lists.example/?sv=2026&sig=AAAA");
        yield return new(NoSecret.Name, "the key of pseudonyms", template => Settings(template)["Access__PseudonymKey"] = "AAAA");
        yield return new(NoSecret.Name, "the password of mail", template =>
            template.Module("functionApp")["variables"]!["mailSignIn"] = "[createObject('Mail__UserName', 'a', 'Mail__Password', parameters('mail').password)]");
        yield return new(Joined.Name, "settings of the site itself", template => template.Find("functionApp", "Microsoft.Web/sites")!["properties.siteConfig"]!["appSettings"] = new JsonArray());
        yield return new(Joined.Name, "joined otherwise", template => template.Find("functionApp", "Microsoft.Web/sites/config")!.Json["properties"] = "[variables('settings')]");
        yield return new(Joined.Name, "no settings", template => template.Find("functionApp", "Microsoft.Web/sites/config")!.Remove());
        yield return new(NothingListed.Name, "keys of an account", template => template.Module("data")["outputs"]!["key"] =
            new JsonObject { ["type"] = "string", ["value"] = "[listKeys(resourceId('Microsoft.Storage/storageAccounts', 'a'), '2023-05-01').keys[0].value]" });
        yield return new(NotDevelopment.Name, "Development", template => Settings(template)["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development");
        yield return new(NotDevelopment.Name, "people who do not exist", template => Settings(template)["Register__AcceptTestIdentities"] = "true");
    }

    public static JsonObject Settings(Template template) => template.Module("functionApp")["variables"]!["settings"]!.AsObject();

    private static string MailSignIn(Template template) => template.Module("functionApp")["variables"]!["mailSignIn"]!.GetValue<string>();

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(entry => Texts(entry.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}
