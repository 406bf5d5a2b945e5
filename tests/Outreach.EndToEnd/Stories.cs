using Outreach.LocalHost;
using Outreach.LocalHost.Demonstration;
using Spectre.Console;

namespace Outreach.EndToEnd;

/// <summary>Plays the demonstration's story against a host process.</summary>
internal static class Stories
{
    /// <summary>The report of the doctors' half; every step that did not hold is in its text.</summary>
    public static Task<(StepReport Report, string Text)> PlayAsync(HostProcess host, HttpMessageHandler wire, IStoryStage? stage = null) =>
        TellAsync(host, wire, (http, services, report) => new Story(http, stage ?? new LocalStage(http, host.Address, services), report, TimeProvider.System).RunAsync(default));

    /// <summary>The report of the insurer's half.</summary>
    public static Task<(StepReport Report, string Text)> PlayOutreachAsync(HostProcess host, HttpMessageHandler wire) =>
        TellAsync(host, wire, (http, services, report) => new OutreachStory(
            http, new LocalStage(http, host.Address, services), new OutreachStage(http, services), report, TimeProvider.System).RunAsync(default));

    private static async Task<(StepReport Report, string Text)> TellAsync(
        HostProcess host, HttpMessageHandler wire, Func<HttpClient, IServiceProvider, StepReport, Task> tell)
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
            await tell(http, services.Provider, report);
        }
        catch (StepFailedException)
        {
            // In the report.
        }

        return (report, text.ToString());
    }
}
