using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Xunit;

namespace Outreach.LocalHost.Tests.Http;

public sealed class FunctionKeysTests
{
    private const string System = "a-system-key";

    private readonly LocalFolder _folder = LocalFolders.Empty();

    /// <summary>SecretManager and AuthUtility of the Functions host: levels are no ladder.</summary>
    [Theory]
    [InlineData(nameof(Probes.Open), "nothing", true)]
    [InlineData(nameof(Probes.Open), "unknown", true)]
    [InlineData(nameof(Probes.Guarded), "nothing", false)]
    [InlineData(nameof(Probes.Guarded), "unknown", false)]
    [InlineData(nameof(Probes.Guarded), "host", true)]
    [InlineData(nameof(Probes.Guarded), "own", true)]
    [InlineData(nameof(Probes.Guarded), "another's", false)]
    [InlineData(nameof(Probes.Guarded), "system", false)]
    [InlineData(nameof(Probes.Guarded), "master", true)]
    [InlineData(nameof(Probes.OfSystem), "host", false)]
    [InlineData(nameof(Probes.OfSystem), "system", true)]
    [InlineData(nameof(Probes.OfSystem), "master", true)]
    [InlineData(nameof(Probes.OfUser), "host", false)]
    [InlineData(nameof(Probes.OfUser), "master", true)]
    [InlineData(nameof(Probes.OfAdmin), "host", false)]
    [InlineData(nameof(Probes.OfAdmin), "own", false)]
    [InlineData(nameof(Probes.OfAdmin), "system", false)]
    [InlineData(nameof(Probes.OfAdmin), "master", true)]
    public void Admit_ByLevelAndKey_IsAsTheFunctionsHostHasIt(string function, string key, bool admitted)
    {
        KeyFiles files = WithSystemKey();
        FunctionEntry entry = FunctionCatalog.Of([typeof(Probes)]).Find(function)!;
        string? given = key switch
        {
            "nothing" => null,
            "host" => files.Host.Function.Single().Value,
            "own" => files.Of(function).Single().Value,
            "another's" => files.Of(nameof(Probes.Open)).Single().Value,
            "system" => System,
            "master" => files.Host.Master.Value,
            _ => "no such key",
        };

        Assert.Equal(admitted, new FunctionKeys(files).Admit(entry, Request(given, inAddress: null)));
        Assert.Equal(admitted, new FunctionKeys(files).Admit(entry, Request(inHeader: null, given)));
    }

    [Theory]
    [InlineData("no such key")]
    [InlineData("")]
    public void Admit_WithAWrongHeaderAndARightAddress_IsRefused(string header)
    {
        var files = new KeyFiles(_folder);

        Assert.False(new FunctionKeys(files).Admit(FunctionCatalog.Of([typeof(Probes)]).Find(nameof(Probes.Guarded))!, Request(header, files.Host.Master.Value)));
    }

    [Fact]
    public void KeyFiles_AskedAgain_HaveTheSameKeys_EachOfItsOwnAndReadableByTheirOwnerAlone()
    {
        var first = new KeyFiles(_folder);
        string[] keys = [first.Host.Master.Value, first.Host.Function.Single().Value, first.Of("One").Single().Value, first.Of("Two").Single().Value];

        var later = new KeyFiles(_folder);

        string[] again = [later.Host.Master.Value, later.Host.Function.Single().Value, later.Of("one").Single().Value, later.Of("two").Single().Value];
        Assert.Equal(keys.AsEnumerable(), again);
        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.Matches("^[A-Za-z0-9_-]{43}$", key));
        if (!OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.GetFiles(first.Folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Theory]
    [InlineData("no JSON: s3cr3t")]
    [InlineData("""{ "keys": [ { "name": "default", "value": "s3cr3t", "encrypted": true } ] }""")]
    [InlineData("""{ "keys": [ { "name": "default", "value": "" } ] }""")]
    public void KeyFiles_FileThatCannotBeRead_IsNamedAndNotQuoted(string content)
    {
        var files = new KeyFiles(_folder);
        Directory.CreateDirectory(files.Folder);
        File.WriteAllText(Path.Combine(files.Folder, "guarded.json"), content);

        string said = Assert.Throws<InvalidOperationException>(() => files.Of("Guarded")).Message;

        Assert.Contains("guarded.json", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", said, StringComparison.Ordinal);
    }

    private KeyFiles WithSystemKey()
    {
        _ = new KeyFiles(_folder).Host;
        var files = new KeyFiles(_folder);
        string path = Path.Combine(files.Folder, "host.json");
        string text = File.ReadAllText(path);
        Assert.Contains("\"systemKeys\": []", text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace("\"systemKeys\": []", $$"""
            "systemKeys": [ { "name": "extension", "value": "{{System}}", "encrypted": false } ]
            """, StringComparison.Ordinal));
        return files;
    }

    private static HttpRequest Request(string? inHeader, string? inAddress)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        if (inHeader is not null)
        {
            request.Headers["x-functions-key"] = inHeader;
        }

        if (inAddress is not null)
        {
            request.QueryString = QueryString.Create("code", inAddress);
        }

        return request;
    }

    private static class Probes
    {
        [Function(nameof(Open))]
        public static void Open([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => _ = request;

        [Function(nameof(Guarded))]
        public static void Guarded([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => _ = request;

        [Function(nameof(OfSystem))]
        public static void OfSystem([HttpTrigger(AuthorizationLevel.System)] HttpRequest request) => _ = request;

        [Function(nameof(OfUser))]
        public static void OfUser([HttpTrigger(AuthorizationLevel.User)] HttpRequest request) => _ = request;

        [Function(nameof(OfAdmin))]
        public static void OfAdmin([HttpTrigger(AuthorizationLevel.Admin)] HttpRequest request) => _ = request;
    }
}
