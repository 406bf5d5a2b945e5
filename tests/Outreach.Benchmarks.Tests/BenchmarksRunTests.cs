using Xunit;

namespace Outreach.Benchmarks.Tests;

/// <summary>Each benchmark, so small that it says nothing of speed: it runs to its end and prints its rows.</summary>
public sealed class BenchmarksRunTests
{
    public static TheoryData<string, int> Parts { get; } = new()
    {
        { "sealing", 1 },
        { "lists", 1 },
        { "contacts", 4 },
        { "engine", 5 },
        { "sweep", 2 },
        { "memory", 1 },
        { "import", 2 },
        { "selection", PostgresServer.IsInstalled ? 2 : 1 },
        { "sending", 2 },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Run_Tiny_PrintsEveryRow(string part, int rows)
    {
        using var output = new StringWriter();

        await Program.RunAsync(["tiny", part], output);

        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(rows, lines.Length - 2);
        Assert.All(lines, line => Assert.Equal(5, line.Count(c => c == '|')));
    }

    [Fact]
    public void Parts_AreAllOfTheProgram() => Assert.Equal(Program.Names.Order(), Parts.Select(part => (string)part[0]).Order());
}
