using Xunit;

namespace Outreach.Infra.Tests;

/// <summary>The files themselves: the linter's rules, the sample of parameters, and where rights are given.</summary>
public sealed class BicepFilesTests
{
    public static TheoryData<string> Files => [.. CompiledTemplate.Files.Select(file => Path.GetRelativePath(CompiledTemplate.Folder, file))];

    /// <summary>With every module, as they are all part of it.</summary>
    [Fact]
    public async Task Main_Linted_SaysNothing()
    {
        (int exitCode, string said) = await BicepCompiler.LintAsync(Path.Combine(CompiledTemplate.Folder, "main.bicep"));

        Assert.Equal("", said);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_IsFormatted(string file) =>
        Assert.True(await BicepCompiler.IsFormattedAsync(Path.Combine(CompiledTemplate.Folder, file)), $"{file}: `bicep format` changes it");

    [Fact]
    public async Task SampleOfParameters_Compiles()
    {
        string folder = Directory.CreateTempSubdirectory("outreach-infra-").FullName;
        try
        {
            (int exitCode, string said) = await BicepCompiler.BuildParametersAsync(Path.Combine(CompiledTemplate.Folder, "main.bicepparam"), Path.Combine(folder, "main.json"));

            Assert.Equal("", said);
            Assert.Equal(0, exitCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A warning of the compiler fails these tests, and a rule of the linter fails the compiler.</summary>
    [Theory]
    [InlineData("param unused string\n")]
    [InlineData("resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'a'\n  location: 'x'\n  kind: 'StorageV2'\n  sku: { name: 'Standard_LRS' }\n  properties: { nosuch: 1 }\n}\n")]
    public async Task File_WithAFault_IsRefused(string content)
    {
        string folder = Directory.CreateTempSubdirectory("outreach-infra-").FullName;
        try
        {
            string file = Path.Combine(folder, "faulty.bicep");
            await File.WriteAllTextAsync(file, content);
            File.Copy(Path.Combine(CompiledTemplate.Folder, "bicepconfig.json"), Path.Combine(folder, "bicepconfig.json"));

            (_, string said) = await BicepCompiler.BuildAsync(file, Path.Combine(folder, "faulty.json"));

            Assert.NotEqual("", said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The compiled template does not show what a file that main.bicep leaves out would do.</summary>
    [Fact]
    public void Rights_AreGivenInOneFile() =>
        Assert.Equal(
            ["rbac.bicep"],
            CompiledTemplate.Files.Where(file => File.ReadAllText(file).Contains("Microsoft.Authorization/role", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void EveryModule_IsPartOfMain()
    {
        string main = File.ReadAllText(Path.Combine(CompiledTemplate.Folder, "main.bicep"));

        Assert.All(
            CompiledTemplate.Files.Select(file => Path.GetRelativePath(CompiledTemplate.Folder, file).Replace('\\', '/')).Where(file => file != "main.bicep"),
            file => Assert.Contains($" '{file}' = {{", main, StringComparison.Ordinal));
    }

    /// <summary>A rule turned off beside the line that breaks it would be a hole that no test sees.</summary>
    [Fact]
    public void NoRule_IsTurnedOffInAFile() =>
        Assert.All(CompiledTemplate.Files, file => Assert.DoesNotContain("#disable", File.ReadAllText(file), StringComparison.Ordinal));
}
