using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost.Settings;
using Spectre.Console;

namespace Outreach.LocalHost.Commands;

/// <summary>`audit verify` checks the whole trail and says of each fault which entry it is; `audit checkpoint` signs a checkpoint now, as every night does.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var verify = new Command("verify", "Verifies every stream and checkpoint. Ends with 0 when the trail is intact, 3 when it was altered, 2 when it could not be verified.");
        verify.SetAction((_, cancellationToken) => RunAsync(run => run.VerifyAsync(cancellationToken), cancellationToken));
        var checkpoint = new Command("checkpoint", "Signs a checkpoint now, and lets go of what retention is over for.");
        checkpoint.SetAction((_, cancellationToken) => RunAsync(run => run.CheckpointAsync(cancellationToken), cancellationToken));
        return new Command("audit", "The audit trail.") { verify, checkpoint };
    }

    private static async Task<int> RunAsync(Func<AuditRun, Task<AuditExit>> command, CancellationToken cancellationToken)
    {
        await using LocalServices services = await LocalServices.StartAsync(
            LocalFolder.Find(), ServeCommand.DefaultAddress, Console.WriteLine, cancellationToken);
        return (int)await command(ActivatorUtilities.CreateInstance<AuditRun>(services.Provider, AnsiConsole.Console));
    }
}
