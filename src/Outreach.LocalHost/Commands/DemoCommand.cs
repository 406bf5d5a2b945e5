using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Settings;
using Spectre.Console;

namespace Outreach.LocalHost.Commands;

/// <summary>`demo`: plays the whole story against a running host, as outsiders would; starts one for itself when none runs.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        LocalFolder folder = LocalFolder.Find();
        var address = ServeCommand.AddressOf(port);
        if (await AnswersAsync(address, cancellationToken))
        {
            Console.WriteLine($"Playing against the host on {address}");
            await using LocalServices services = await LocalServices.StartAsync(folder, address, Console.WriteLine, cancellationToken);
            return await PlayAsync(address, services.Provider, cancellationToken);
        }

        Console.WriteLine("No host runs: starting one for the demonstration.");
        await using LocalHost host = await LocalHost.StartAsync(
            new LocalHostOptions { Folder = folder, Port = 0, Progress = Console.WriteLine, Logs = false }, cancellationToken);
        return await PlayAsync(host.Address, host.Services, cancellationToken);
    }

    private static async Task<int> PlayAsync(Uri address, IServiceProvider services, CancellationToken cancellationToken)
    {
        using var handler = new PatientHandler(new SocketsHttpHandler { AllowAutoRedirect = false }, TimeProvider.System);
        using var http = new HttpClient(handler) { BaseAddress = address };
        var report = new StepReport(AnsiConsole.Console);
        var stage = new LocalStage(http, address, services);
        AnsiConsole.MarkupLine("[bold]Doctors: a list, from request to nothing[/]");
        await TellAsync(new Story(http, stage, report, TimeProvider.System).RunAsync(cancellationToken));
        AnsiConsole.MarkupLine("[bold]The insurer: a register of 100,000 rows, and a wave of messages[/]");
        await TellAsync(new OutreachStory(http, stage, new OutreachStage(http, services), report, TimeProvider.System).RunAsync(cancellationToken));
        AnsiConsole.MarkupLineInterpolated($"{report.Held} steps held, {report.Failed} did not.");
        return report.Failed == 0 ? 0 : 1;
    }

    /// <summary>One half of the story; the other is told all the same.</summary>
    private static async Task TellAsync(Task half)
    {
        try
        {
            await half;
        }
        catch (StepFailedException)
        {
            // Shown already: a half cannot go on from a step that did not hold.
        }
    }

    private static async Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using HttpResponseMessage _ = await http.GetAsync(address, cancellationToken);
            return true;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
