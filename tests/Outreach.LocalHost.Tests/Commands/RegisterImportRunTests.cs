using Microsoft.Extensions.DependencyInjection;
using Outreach.Core;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.SignIn;
using Outreach.Testing.Register;
using Spectre.Console;
using Xunit;

namespace Outreach.LocalHost.Tests.Commands;

/// <summary>`register import` as an operator sees it: exit code, what it says, and the report beside the extract.</summary>
public sealed class RegisterImportRunTests(RunningHost running) : IClassFixture<RunningHost>, IAsyncLifetime, IDisposable
{
    private const string Good = "1.2.250.1.213.1.4.11;253072B07300470;Canari;Marie;1953-07-01;;20200;Bastia;2B;99700218896;0;0;0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outreach-import-");
    private readonly StringWriter _said = new();
    private readonly string _campaign = $"import-{RandomId.Create()[..8]}";

    private FileInfo Extract => new(Path.Combine(_folder.FullName, "extract.csv"));

    private FileInfo Report => new(Path.Combine(_folder.FullName, "extract.csv.report.csv"));

    public async Task InitializeAsync()
    {
        var insurer = new InsurerClient(running.Http, await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent));
        await insurer.OpenCampaignAsync(_campaign, "Import", TimeProvider.System.GetUtcNow());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _said.Dispose();
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_SomeBadRows_LoadsTheOthersAndReportsEachByLineAndReason()
    {
        Write(Good, Good.Replace("253072B07300470", "295109912611199", StringComparison.Ordinal), "x");

        RegisterImportExit exit = await RunAsync(_campaign);

        Assert.Equal(RegisterImportExit.LoadedInPart, exit);
        string[] report = await File.ReadAllLinesAsync(Report.FullName);
        Assert.Equal("line;code;sentence", report[0]);
        Assert.Equal(["3;register.ins-key", "4;register.field-count"], report[1..].Select(line => line[..line.LastIndexOf(';')]));
        Assert.Contains("1 people, 2 rows refused", _said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Canari", _said + string.Join('\n', report), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("295109912611199", _said + string.Join('\n', report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_GoodFileAfterABadOne_LeavesNoReportOfTheFirst()
    {
        Write("x");
        Assert.Equal(RegisterImportExit.FileRefused, await RunAsync(_campaign));
        Assert.True(Report.Exists);

        Write(Good);

        Assert.Equal(RegisterImportExit.Loaded, await RunAsync(_campaign));
        Assert.False(Report.Exists);
    }

    [Fact]
    public async Task Import_ReportOverTheExtract_IsRefusedAndTheExtractStays()
    {
        Write(Good);

        RegisterImportExit exit = await RunAsync(_campaign, new FileInfo(Path.Combine(_folder.FullName, ".", "extract.csv")));

        Assert.Equal(RegisterImportExit.Unusable, exit);
        Assert.True(Extract.Exists, "the extract was deleted to make room for its report");
    }

    [Theory]
    [InlineData("no-such-campaign")]
    [InlineData("No such campaign")]
    public async Task Import_UnknownCampaign_IsRefusedAndSaysWhatToDo(string campaign)
    {
        Write(Good);

        Assert.Equal(RegisterImportExit.Unusable, await RunAsync(campaign));
        Assert.Contains("Nothing was loaded.", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NoFile_IsRefused() => Assert.Equal(RegisterImportExit.Unusable, await RunAsync(_campaign));

    private void Write(params string[] rows) => File.WriteAllBytes(Extract.FullName, SamplePeople.Extract(rows));

    private Task<RegisterImportExit> RunAsync(string campaign, FileInfo? report = null)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_said) });
        console.Profile.Width = 200;
        return ActivatorUtilities.CreateInstance<RegisterImportRun>(running.Host.Services, console).RunAsync(Extract, campaign, report, default);
    }
}
