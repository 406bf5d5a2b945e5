using System.CommandLine;
using System.Runtime.InteropServices;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Commands;

/// <summary>No verb: runs the host until it is told to stop.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 7071;

    public static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };

    public static Uri DefaultAddress => AddressOf(DefaultPort);

    public static Uri AddressOf(int port) => new($"http://127.0.0.1:{port}/");

    public static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        // From the first moment: whoever is told to stop while starting stops what has been started, too.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        var options = new LocalHostOptions { Folder = LocalFolder.Find(), Port = port, Progress = Console.WriteLine };
        await using LocalHost host = await LocalHost.StartAsync(options, stop.Token);
        bool loaded = await DemonstrationCampaign.LoadOnFirstStartAsync(host.Address, host.Services, stop.Token);
        Console.WriteLine();
        Console.WriteLine($"Outreach listens on {host.Address}");
        Console.WriteLine($"  {host.Functions.Functions.Count} functions: {Count(host, "httpTrigger")} HTTP, {Count(host, "timerTrigger")} timers, "
            + $"{Count(host, "orchestrationTrigger")} orchestrators, {Count(host, "activityTrigger")} activities");
        Console.WriteLine($"  sign-in: {new Uri(host.Address, SignIn.DevelopmentSignIn.Doctors)} and {new Uri(host.Address, SignIn.DevelopmentSignIn.Agents)}");
        Console.WriteLine($"  developer's page: {new Uri(host.Address, DeveloperPage.DeveloperPageRoutes.Path)} (mails: {DeveloperPage.DeveloperPageRoutes.Path}/outbox)");
        Console.WriteLine($"  data and keys: {options.Folder.Path} (`-- keys` prints the function keys)");
        if (loaded)
        {
            Console.WriteLine($"  First start: the campaign `{DemonstrationCampaign.Id}` is open, with a register of people who do not exist.");
        }

        Console.WriteLine("  In another terminal: `-- demo` plays the whole story, `-- link` gives a doctor's secure link to open in a browser. Ctrl+C stops.");
        await host.WaitForShutdownAsync(stop.Token);
        return 0;
    }

    private static int Count(LocalHost host, string trigger) => host.Functions.Functions.Count(function => function.TriggerType == trigger);
}
