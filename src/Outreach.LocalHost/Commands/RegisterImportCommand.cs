using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost.Settings;
using Spectre.Console;

namespace Outreach.LocalHost.Commands;

/// <summary>`register import FILE --campaign ID [--report FILE]`: loads an extract of the insurer's register into a campaign.</summary>
internal static class RegisterImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The extract: CSV in UTF-8, columns as in docs/formats.md." };
        var campaign = new Option<string>("--campaign") { Description = "The campaign's id.", Required = true };
        var report = new Option<FileInfo?>("--report") { Description = "Where rows with faults are listed by line and reason. Default: beside the extract, with .report.csv added." };
        var import = new Command("import", "Loads an extract. Ends with 0 when every row is in, 2 when nothing could be done, 3 when rows were refused, 4 when the file was.")
        {
            file,
            campaign,
            report,
        };
        import.SetAction((arguments, cancellationToken) =>
            RunAsync(arguments.GetRequiredValue(file), arguments.GetRequiredValue(campaign), arguments.GetValue(report), cancellationToken));
        return new Command("register", "The insurer's register.") { import };
    }

    private static async Task<int> RunAsync(FileInfo file, string campaign, FileInfo? report, CancellationToken cancellationToken)
    {
        await using LocalServices services = await LocalServices.StartAsync(
            LocalFolder.Find(), ServeCommand.DefaultAddress, Console.WriteLine, cancellationToken);
        return (int)await ActivatorUtilities.CreateInstance<RegisterImportRun>(services.Provider, AnsiConsole.Console)
            .RunAsync(file, campaign, report, cancellationToken);
    }
}
