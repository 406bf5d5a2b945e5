using System.Text.Json.Nodes;
using Outreach.Testing;

namespace Outreach.Infra.Tests;

/// <summary>infra/main.bicep, compiled once for the test process.</summary>
internal static class CompiledTemplate
{
    private static readonly Lazy<Task<Template>> Once = new(CompileAsync);

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "infra");

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories);

    /// <summary>A copy that is the caller's to change.</summary>
    public static async Task<Template> GetAsync() => (await Once.Value).Copy();

    private static async Task<Template> CompileAsync()
    {
        string folder = Directory.CreateTempSubdirectory("outreach-infra-").FullName;
        try
        {
            string file = Path.Combine(folder, "main.json");
            (int exitCode, string said) = await BicepCompiler.BuildAsync(Path.Combine(Folder, "main.bicep"), file);
            return exitCode == 0 && said.Length == 0
                ? new Template(JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject())
                : throw new InvalidOperationException($"infra/main.bicep does not compile without warnings ({exitCode}): {said}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
