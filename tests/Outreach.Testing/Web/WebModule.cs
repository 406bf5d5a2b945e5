using System.Diagnostics;

namespace Outreach.Testing.Web;

/// <summary>Runs the web build's own code in Node: what the browser runs, without a browser.</summary>
public static class WebModule
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "src", "Outreach.Web");

    /// <summary>Runs `node` in the web project's folder.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string? input, params IEnumerable<string> arguments)
    {
        using var node = new Process
        {
            StartInfo = new ProcessStartInfo("node", arguments)
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        using var timeout = new CancellationTokenSource(Patience);
        node.Start();
        Task<string> output = node.StandardOutput.ReadToEndAsync(timeout.Token);
        Task<string> errors = node.StandardError.ReadToEndAsync(timeout.Token);
        await node.StandardInput.WriteAsync(input.AsMemory(), timeout.Token);
        node.StandardInput.Close();
        try
        {
            await node.WaitForExitAsync(timeout.Token);
            return (node.ExitCode, await output + await errors);
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }
}
