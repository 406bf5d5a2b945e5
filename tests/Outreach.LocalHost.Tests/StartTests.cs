using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Storage;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Outreach.Testing.Azurite;
using Xunit;

namespace Outreach.LocalHost.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Start_SeveralSettingsWrong_RefusesAndNamesEachOfThemWithoutItsValue()
    {
        var options = new LocalHostOptions
        {
            Folder = LocalFolders.Ready(),
            Port = 0,
            Logs = false,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PublicBaseUrl"] = "ftp://wrong-1",
                ["Access:PseudonymKey"] = "wrong-2",
                ["EnforceDeletion:Schedule"] = "wrong-3",
                ["Storage:Lists"] = "wrong-4",
                ["SignIn:Scope"] = "wrong-5",
                ["Audit:RetentionMonths"] = "13",
                ["AzureWebJobsStorage"] = "",
                ["FUNCTIONS_WORKER_RUNTIME"] = "wrong-6",
                ["WEBSITE_TIME_ZONE"] = "wrong-7",
            },
        };

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => LocalHost.StartAsync(options, CancellationToken.None));

        foreach (string key in new[] { "PublicBaseUrl", "Access__PseudonymKey", "EnforceDeletion__Schedule", "Storage__Lists", "SignIn__Scope", "Audit__RetentionMonths", "AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "WEBSITE_TIME_ZONE" })
        {
            Assert.Contains(refused.Failures, failure => failure.StartsWith(key, StringComparison.Ordinal));
        }

        Assert.DoesNotContain("wrong-", string.Join(' ', refused.Failures), StringComparison.Ordinal);
    }

    /// <summary>What stands for Azure on this machine is no deployment, whatever the settings call it (threat 30).</summary>
    [Fact]
    [Trait("threat", "30")]
    public async Task Start_CalledProduction_RefusesWithEveryReason()
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartWithAsync(new("AZURE_FUNCTIONS_ENVIRONMENT", "Production")));

        foreach (string reason in new[] { "Campaign keys:", "Access__Issuers__0__Issuer", "Access__Issuers__1__Issuer", "Storage__Data", "Storage__Lists", "Storage__Audit", "Register__AcceptTestIdentities" })
        {
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("threat", "41")]
    public async Task Start_ListsAccountWithSoftDelete_RefusesBeforeItListens()
    {
        OutreachStorage storage = await AzuriteFixture.GetStorageAsync();
        BlobServiceProperties settings = await storage.Lists.GetPropertiesAsync();
        settings.DeleteRetentionPolicy = new BlobRetentionPolicy { Enabled = true, Days = 7 };
        await storage.Lists.SetPropertiesAsync(settings);
        try
        {
            InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
                await StartWithAsync(new("Storage:Lists", (await AzuriteFixture.GetAsync()).ConnectionString)));

            Assert.Contains("deletion.soft-delete", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("AccountKey", refused.Message, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            settings.DeleteRetentionPolicy = new BlobRetentionPolicy { Enabled = false };
            await storage.Lists.SetPropertiesAsync(settings);
        }
    }

    [Fact]
    public async Task Start_HostJsonWithWrongValues_RefusesAndNamesEachOfThem()
    {
        LocalFolder folder = LocalFolders.WithTools();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "host.json"), """{ "extensions": { "http": { "maxConcurrentRequests": "many" } } }""");

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => LocalHost.StartAsync(
            new LocalHostOptions { Folder = folder, Port = 0, Logs = false, App = LocalFunctionsApp.Of(typeof(StartTests).Assembly) with { Types = [] } }, CancellationToken.None));

        Assert.Contains(refused.Failures, failure => failure.StartsWith("host.json: version:", StringComparison.Ordinal));
        Assert.Contains(refused.Failures, failure => failure.StartsWith("host.json: extensions.http.maxConcurrentRequests:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notices_OfSettingsThatTurnFunctionsOff_TellWhichAreAndWhichCannotBe()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Some)], """{ "version": "2.0", "functionTimeout": "00:05:00" }""",
        [
            new("AzureWebJobs.Http.Disabled", "true"), new("AzureWebJobs_Activity_Disabled", "1"), new("AzureWebJobs.Nobody.Disabled", "true"), new("AzureWebJobs.Timer.Disabled", "false"),
        ]);

        string[] notices = [.. StartNotices.Of(host.App)];

        Assert.Equal(4, notices.Length);
        Assert.Contains("host.json: functionTimeout has no effect on the local host.", notices);
        Assert.Contains("Http is turned off by a setting.", notices);
        Assert.Contains("Activity is turned off by a setting, which the local host does for HTTP functions and timers only: it runs.", notices);
        Assert.Contains("AzureWebJobs.Nobody.Disabled: there is no function of this name.", notices);
    }

    private static async Task StartWithAsync(KeyValuePair<string, string?> setting)
    {
        var options = new LocalHostOptions { Folder = LocalFolders.Ready(), Port = 0, Logs = false, Settings = new Dictionary<string, string?>([setting], StringComparer.Ordinal) };
        await using LocalHost host = await LocalHost.StartAsync(options, CancellationToken.None);
    }

    private static class Some
    {
        [Function("Http")]
        public static void Http([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => _ = request;

        [Function("Timer")]
        public static void Timer([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => _ = timer;

        [Function("Activity")]
        public static void Activity([ActivityTrigger] string word) => _ = word;
    }
}
