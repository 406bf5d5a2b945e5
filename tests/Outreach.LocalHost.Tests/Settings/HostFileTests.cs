using Microsoft.Extensions.Configuration;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Xunit;

namespace Outreach.LocalHost.Tests.Settings;

public sealed class HostFileTests
{
    [Fact]
    public void Notices_OfKeys_TellWhichDoNothingAndWhichNobodyKnows()
    {
        HostFile file = Read("""
            {
              "$schema": "x",
              "version": "2.0",
              "functionTimeout": "00:05:00",
              "logging": { "logLevel": { "default": "Information" }, "applicationInsights": { "samplingSettings": { "isEnabled": true, "excludedTypes": "Request" } } },
              "extentions": { "http": {} },
              "functions": [ "One" ],
              "extensions": {
                "http": { "routePrefix": "", "maxOutstandingRequest": 5, "customHeaders": { "X-Any": "1" } },
                "durableTask": { "HubName": "Mine", "tracing": { "traceInputsAndOutputs": false }, "storageProvider": { "type": "AzureStorage", "partitionCount": 4 } }
              }
            }
            """);

        Assert.Equal(
        [
            "host.json: extensions.durableTask.storageProvider has no effect on the local host.",
            "host.json: functionTimeout has no effect on the local host.",
            "host.json: logging has no effect on the local host.",
            "host.json: nobody knows extensions.http.maxOutstandingRequest. Is it spelled right?",
            "host.json: nobody knows extentions.http. Is it spelled right?",
        ],
            file.Notices.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Notices_OfTheProductsOwnFile_AreNone() =>
        Assert.Empty(new HostFile(new ConfigurationBuilder().AddJsonFile(Path.Combine(RepositoryRoot.Path, "host.json")).Build()).Notices);

    /// <summary>On Azure a line per call would tell the insurer's operators when a doctor closed a row of which list (C12): the trail says nothing, nor may the telemetry.</summary>
    [Theory]
    [InlineData("Function.CloseRowFunction", "None")]
    [InlineData("Function.ReopenRowFunction", "None")]
    [InlineData("Host.Results", "Error")]
    [InlineData("Host.Aggregator", "None")]
    [Trait("threat", "19")]
    [Trait("threat", "59")]
    public void ProductsOwnFile_TelemetryOfCalls_IsOff(string category, string level)
    {
        IConfigurationRoot file = new ConfigurationBuilder().AddJsonFile(Path.Combine(RepositoryRoot.Path, "host.json")).Build();

        Assert.Equal(level, file[$"logging:logLevel:{category}"]);
    }

    [Fact]
    public void Faults_OfValues_NameEveryOneAndQuoteNone()
    {
        HostFile file = Read("""
            {
              "version": "wrong-3.0",
              "extensions": {
                "http": { "maxOutstandingRequests": "wrong", "maxConcurrentRequests": 0 },
                "durableTask": { "maxConcurrentActivityFunctions": -1, "maxConcurrentOrchestratorFunctions": 1.5, "extendedSessionsEnabled": "wrong" }
              }
            }
            """);

        string[] faults = [.. file.Faults];

        Assert.Equal(
            ["version", "extensions.durableTask.maxConcurrentActivityFunctions", "extensions.durableTask.maxConcurrentOrchestratorFunctions",
             "extensions.durableTask.extendedSessionsEnabled", "extensions.http.maxOutstandingRequests", "extensions.http.maxConcurrentRequests"],
            faults.Select(fault => fault.Split(": ")[1]));
        Assert.DoesNotContain("wrong", string.Join(' ', faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "maxOutstandingRequests": -1, "maxConcurrentRequests": 7 } } }""", -1, 7)]
    [InlineData("""{ "version": "2.0" }""", -1, -1)]
    public void Http_OfCounts_IsWhatTheFileSays(string json, int outstanding, int concurrent)
    {
        HostFile file = Read(json);
        HttpSettings settings = file.Http(new ConfigurationBuilder().Build());

        Assert.Empty(file.Faults);
        Assert.Equal((outstanding, concurrent, 104_857_600L), (settings.MaxOutstandingRequests, settings.MaxConcurrentRequests, settings.MaxRequestBodySize));
    }

    private static HostFile Read(string json)
    {
        LocalFolder folder = LocalFolders.Empty();
        File.WriteAllText(Path.Combine(folder.Root, "host.json"), json);
        return HostFile.Read(folder);
    }
}
