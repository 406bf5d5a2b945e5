using Microsoft.Extensions.Configuration;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Xunit;

namespace Outreach.LocalHost.Tests.Settings;

public sealed class LocalSettingsTests
{
    private const string Variable = "OutreachTest__Nested";

    [Fact]
    public void Read_EnvironmentAndFile_TheEnvironmentWins()
    {
        LocalFolder folder = With("local.settings.json", $$"""{ "Values": { "{{Variable}}": "file", "OutreachTest__Other": "file" } }""");
        Environment.SetEnvironmentVariable(Variable, "environment");
        try
        {
            Dictionary<string, string?> settings = LocalSettings.Read(folder, static _ => { });

            Assert.Equal("environment", settings["OutreachTest:Nested"]);
            Assert.Equal("file", settings["OutreachTest:Other"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void Read_WithoutAnOwnFile_TakesTheSampleAndSaysSo()
    {
        LocalFolder folder = With("local.settings.sample.json", """{ "Values": { "OutreachTest__Sample": "yes" } }""");
        List<string> said = [];

        Dictionary<string, string?> settings = LocalSettings.Read(folder, said.Add);

        Assert.Equal("yes", settings["OutreachTest:Sample"]);
        Assert.Contains("local.settings.sample.json", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFileAtAll_IsTheEnvironmentAlone() =>
        Assert.DoesNotContain("OutreachTest:Sample", LocalSettings.Read(LocalFolders.Empty(), static _ => { }).Keys);

    [Fact]
    public void Read_FileThatIsNoJson_NamesFileAndLineAndQuotesNothing()
    {
        LocalFolder folder = With("local.settings.json", "{ \"Values\": {\n  \"Secret\": \"s3cr3t\" oops\n} }");

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => LocalSettings.Read(folder, static _ => { }));

        Assert.Contains("local.settings.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 2", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "api", "TestHubName")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" }, "durableTask": { "hubName": "Mine" } } }""", "", "Mine")]
    public void HostFile_SaysWhatItSays_OrTheFunctionsHostsDefaults(string json, string prefix, string hub)
    {
        HostFile file = HostFile.Read(With("host.json", json));

        Assert.Equal((prefix, hub), (file.Http(new ConfigurationBuilder().Build()).RoutePrefix, file.Durable.HubName));
    }

    [Fact]
    public void Read_EncryptedFile_IsRefused()
    {
        LocalFolder folder = With("local.settings.json", """{ "IsEncrypted": true, "Values": { "Secret": "CfDJ8" } }""");

        Assert.Contains("IsEncrypted", Assert.Throws<InvalidOperationException>(() => LocalSettings.Read(folder, static _ => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ConnectionStrings_AreSettingsToo()
    {
        LocalFolder folder = With("local.settings.json", """{ "ConnectionStrings": { "OutreachTestOne": "a", "OutreachTestTwo": { "ConnectionString": "b" } } }""");

        Dictionary<string, string?> settings = LocalSettings.Read(folder, static _ => { });

        Assert.Equal(("a", "b"), (settings["ConnectionStrings:OutreachTestOne"], settings["ConnectionStrings:OutreachTestTwo"]));
    }

    private static LocalFolder With(string name, string content)
    {
        LocalFolder folder = LocalFolders.Empty();
        File.WriteAllText(Path.Combine(folder.Root, name), content);
        return folder;
    }
}
