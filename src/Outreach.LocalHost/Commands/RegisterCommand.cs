using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Settings;
using Spectre.Console;

namespace Outreach.LocalHost.Commands;

/// <summary>`register import FILE --campaign ID [--report FILE]` loads an extract of the insurer's register into a campaign; `register sample FILE` makes one up.</summary>
internal static class RegisterCommand
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
        return new Command("register", "The insurer's register.") { import, CreateSample() };
    }

    private static Command CreateSample()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Where to write it; an existing file is replaced." };
        var patients = new Option<int>("--patients") { Description = "People per doctor.", DefaultValueFactory = _ => 960 };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same people.", DefaultValueFactory = _ => 2021 };
        var sample = new Command("sample", "Writes an extract of people who do not exist, for the doctors of the development sign-in.") { file, patients, seed };
        sample.SetAction(async (arguments, cancellationToken) =>
        {
            var extract = new SyntheticExtract(arguments.GetValue(patients), arguments.GetValue(seed));
            await extract.WriteAsync(arguments.GetRequiredValue(file).FullName, cancellationToken);
            Console.WriteLine($"{extract.People} people written to {arguments.GetRequiredValue(file).FullName}");
            return 0;
        });
        return sample;
    }

    private static async Task<int> RunAsync(FileInfo file, string campaign, FileInfo? report, CancellationToken cancellationToken)
    {
        await using LocalServices services = await LocalServices.StartAsync(
            LocalFolder.Find(), ServeCommand.DefaultAddress, Console.WriteLine, cancellationToken);
        return (int)await ActivatorUtilities.CreateInstance<RegisterImportRun>(services.Provider, AnsiConsole.Console)
            .RunAsync(file, campaign, report, cancellationToken);
    }
}
