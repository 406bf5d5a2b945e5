using Outreach.LocalHost;
using Outreach.LocalHost.Demonstration;
using Spectre.Console;

namespace Outreach.EndToEnd;

/// <summary>Plays the demonstration's story against a host process.</summary>
internal static class Stories
{
    /// <summary>The story's report; every step that did not hold is in its text.</summary>
    public static async Task<(StepReport Report, string Text)> PlayAsync(HostProcess host, HttpMessageHandler wire, IStoryStage? stage = null)
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        using var patient = new PatientHandler(wire, TimeProvider.System);
        using var http = new HttpClient(patient) { BaseAddress = host.Address };
        await using LocalServices services = await LocalServices.StartAsync(host.Folder, host.Address, static _ => { }, CancellationToken.None);
        var report = new StepReport(console);
        try
        {
            await new Story(http, stage ?? new LocalStage(http, host.Address, services.Provider), report, TimeProvider.System).RunAsync(CancellationToken.None);
        }
        catch (StepFailedException)
        {
            // In the report.
        }

        return (report, text.ToString());
    }
}
