using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Access;
using Outreach.Adapters.Campaigns;
using Outreach.Adapters.Storage;
using Outreach.Infra.Tests.Checks;
using Outreach.Testing;
using Xunit;

namespace Outreach.Infra.Tests;

/// <summary>The application understands the settings that the infrastructure gives it.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Settings_ReadByTheApplication_AreValid()
    {
        IConfiguration settings = await ReadAsync();
        var storage = new StorageOptions();
        storage.Read(settings.GetSection("Storage"));
        var vault = new KeyVaultOptions();
        settings.GetSection("KeyVault").Bind(vault);

        Assert.Equal(ValidateOptionsResult.Success, new StorageOptionsValidator().Validate(name: null, storage));
        Assert.True(vault.IsValid);
    }

    [Fact]
    public async Task Settings_OfIssuers_AreValid()
    {
        IConfiguration settings = await ReadAsync();
        var access = new AccessOptions();
        settings.GetSection("Access").Bind(access);
        access.PseudonymKey = Convert.ToBase64String(new byte[32]);

        ValidateOptionsResult result = new AccessOptionsValidator().Validate(name: null, access);

        Assert.True(result.Succeeded, result.FailureMessage);
        Assert.Equal(2, access.Issuers.Count);
    }

    /// <summary>The sample for development names what the application reads; the infrastructure has to give each of them, in Azure's way.</summary>
    [Fact]
    public async Task Settings_OfTheSample_AreAllGiven()
    {
        string sample = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "local.settings.sample.json"));
        string[] names = [.. JsonNode.Parse(sample)!["Values"]!.AsObject().Select(setting => setting.Key)];

        IConfiguration settings = await ReadAsync();

        // Flex Consumption has the worker's runtime among the properties of the app, and refuses it as a setting.
        Assert.All(names.Where(name => name != "FUNCTIONS_WORKER_RUNTIME"), name =>
            Assert.True(settings.GetSection(name.Replace("__", ":", StringComparison.Ordinal)).Exists(), $"{name} is not given"));
    }

    /// <summary>As in Azure, with addresses in place of what only Azure can say.</summary>
    private static async Task<IConfiguration> ReadAsync()
    {
        Template template = await CompiledTemplate.GetAsync();
        Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, JsonNode? value) in SecretChecks.Settings(template))
        {
            settings[name.Replace("__", ":", StringComparison.Ordinal)] = name.EndsWith("Uri", StringComparison.Ordinal) ? "https://azure.example/" : value!.GetValue<string>();
        }

        JsonArray issuers = JsonSerializer.Deserialize<JsonArray>("""
            [
              { "Kind": "Practitioner", "Issuer": "https://doctors.example", "Audience": "outreach", "MinimumAcr": "eidas2" },
              { "Kind": "Insurer", "Issuer": "https://insurer.example", "Audience": "outreach" }
            ]
            """)!;
        string names = template.Module("functionApp")["variables"]!.ToJsonString();
        foreach ((int i, JsonObject issuer) in issuers.Select(node => node!.AsObject()).Index())
        {
            foreach ((string name, JsonNode? value) in issuer)
            {
                Assert.Contains($"__{name}", names, StringComparison.Ordinal);
                settings[$"Access:Issuers:{i}:{name}"] = value!.GetValue<string>();
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
