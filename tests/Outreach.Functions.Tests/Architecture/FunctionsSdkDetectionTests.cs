using System.Diagnostics;
using System.Xml.Linq;
using Outreach.Testing;
using Xunit;

namespace Outreach.Functions.Tests.Architecture;

/// <summary>A build asks its feed once whether it holds the Functions SDK; a wrong answer stops every build on that feed.</summary>
public sealed class FunctionsSdkDetectionTests : IDisposable
{
    private const string KeyVault = "Azure.Security.KeyVault.Keys";
    private const string Worker = "Microsoft.Azure.Functions.Worker";

    private readonly string _root = Directory.CreateTempSubdirectory("outreach-detection-").FullName;
    private readonly PackageFeed _feed;

    public FunctionsSdkDetectionTests() => _feed = new PackageFeed(Path.Combine(_root, "feed"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Detection_FeedHoldsTheFamily_TakesThePackages()
    {
        AddFamily();

        Assert.Equal(("packages", 0), await DetectAsync(_feed.Folder));
    }

    [Fact]
    public async Task Detection_FeedHoldsNothing_TakesStandIns() =>
        Assert.Equal(("standins", 0), await DetectAsync(_feed.Folder));

    [Fact]
    public async Task Detection_OneMissingAndOthersTooOld_TakesStandIns()
    {
        _feed.Add(Worker, "1.0.0");

        Assert.Equal(("standins", 0), await DetectAsync(_feed.Folder));
    }

    [Fact]
    public async Task Detection_OneMissingAndOthersDoNotFitTogether_TakesStandIns()
    {
        AddFamily(KeyVault);
        AddDowngrade();

        Assert.Equal(("standins", 0), await DetectAsync(_feed.Folder));
    }

    [Fact]
    public async Task Detection_NoneMissingButTheyDoNotFitTogether_Fails()
    {
        AddFamily();
        AddDowngrade();

        (string? choice, int exit) = await DetectAsync(_feed.Folder);

        Assert.Null(choice);
        Assert.NotEqual(0, exit);
    }

    [Fact]
    public async Task Detection_FeedDoesNotAnswer_FailsRatherThanGuesses()
    {
        (string? choice, int exit) = await DetectAsync("http://127.0.0.1:1/index.json");

        Assert.Null(choice);
        Assert.NotEqual(0, exit);
    }

    /// <summary>The versions that the repository pins.</summary>
    private void AddFamily(string? without = null)
    {
        foreach ((string id, string version) in Pinned().Where(one => one.Id != without))
        {
            _feed.Add(id, version);
        }
    }

    /// <summary>The worker's nearest version of a package is older than another of its dependencies asks for.</summary>
    private void AddDowngrade()
    {
        string worker = Pinned().Single(one => one.Id == Worker).Version;
        File.Delete(Path.Combine(_feed.Folder, $"{Worker}.{worker}.nupkg"));
        _feed.Add(Worker, worker, ("Deep", "1.0.0"), ("Shared", "1.0.0"));
        _feed.Add("Deep", "1.0.0", ("Shared", "2.0.0"));
        _feed.Add("Shared", "1.0.0");
        _feed.Add("Shared", "2.0.0");
    }

    private static IEnumerable<(string Id, string Version)> Pinned()
    {
        XDocument probe = XDocument.Load(Path.Combine(RepositoryRoot.Path, "eng", "functions-sdk", "probe", "FunctionsSdkProbe.csproj"));
        XDocument versions = XDocument.Load(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props"));
        return from reference in probe.Descendants("PackageReference")
               let id = reference.Attribute("Include")!.Value
               select (id, versions.Descendants("PackageVersion").Single(one => one.Attribute("Include")!.Value == id).Attribute("Version")!.Value);
    }

    /// <summary>Asks in a copy of the build logic, with packages of its own: what the machine has restored before must not answer.</summary>
    private async Task<(string? Choice, int Exit)> DetectAsync(string source)
    {
        Copy("Directory.Packages.props");
        Copy("eng/functions-sdk/choice.props");
        Copy("eng/functions-sdk/detect.targets");
        Copy("eng/functions-sdk/probe/FunctionsSdkProbe.csproj");
        await WriteAsync("Directory.Build.props", """<Project><Import Project="eng/functions-sdk/choice.props" /><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        await WriteAsync("ask.proj", """<Project><Import Project="eng/functions-sdk/choice.props" /><Import Project="eng/functions-sdk/detect.targets" /></Project>""");
        await WriteAsync("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{source}" allowInsecureConnections="true" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        var start = new ProcessStartInfo("dotnet", ["msbuild", "ask.proj", "-t:DetectFunctionsSdk", "-nodeReuse:false"])
        {
            WorkingDirectory = _root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (string ours in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(ours);
        }

        start.Environment["NUGET_PACKAGES"] = Path.Combine(_root, "packages");
        using Process build = Process.Start(start)!;
        await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        string choice = Path.Combine(_root, "artifacts", "functions-sdk.props");
        return (File.Exists(choice) ? XDocument.Load(choice).Descendants("FunctionsSdk").Single().Value : null, build.ExitCode);
    }

    private void Copy(string file)
    {
        string target = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(RepositoryRoot.Path, file), target);
    }

    private Task WriteAsync(string file, string content) => File.WriteAllTextAsync(Path.Combine(_root, file), content);
}
