using System.IO.Compression;

namespace Outreach.Functions.Tests.Architecture;

/// <summary>A package feed in a folder, holding what a test puts there and nothing else.</summary>
internal sealed class PackageFeed(string folder)
{
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>Adds a package without content.</summary>
    /// <param name="dependencies">Ids with the lowest version each asks for.</param>
    public void Add(string id, string version, params (string Id, string Version)[] dependencies)
    {
        string wanted = string.Concat(dependencies.Select(one => $"""<dependency id="{one.Id}" version="{one.Version}" />"""));
        using ZipArchive package = ZipFile.Open(Path.Combine(Folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using var nuspec = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        nuspec.Write($"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>tests</authors>
                <description>Nothing.</description>
                <dependencies><group targetFramework="net10.0">{wanted}</group></dependencies>
              </metadata>
            </package>
            """);
    }
}
