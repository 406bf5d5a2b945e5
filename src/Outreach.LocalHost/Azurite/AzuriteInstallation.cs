using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Outreach.LocalHost.Azurite;

/// <summary>Installs the pinned emulator and the pinned Node it needs, once per lock file.</summary>
internal static class AzuriteInstallation
{
    /// <summary>The Node to run with, and the script to run; installed first if need be. Two processes may ask at once.</summary>
    public static async Task<(string Node, string Script)> EnsureAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        string modules = Path.Combine(options.ToolFolder, "node_modules");
        string stamp = Path.Combine(modules, ".outreach-installed");
        string wanted = Convert.ToHexString(SHA256.HashData(
            await File.ReadAllBytesAsync(Path.Combine(options.ToolFolder, "package-lock.json"), cancellationToken)));
        await using (await FileLock.TakeAsync(
            Path.Combine(options.ToolFolder, ".installing"),
            () => options.Progress("Another process is installing the storage emulator; waiting for it …"),
            cancellationToken))
        {
            if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp, cancellationToken) != wanted)
            {
                options.Progress("Installing the storage emulator (once, about half a minute) …");
                await NpmAsync(options, cancellationToken);
                await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
                options.Progress("The storage emulator is installed.");
            }
        }

        string node = Path.Combine(modules, "node", "bin", OperatingSystem.IsWindows() ? "node.exe" : "node");
        return File.Exists(node)
            ? (node, Path.Combine(modules, "azurite", "dist", "src", "azurite.js"))
            : throw new InvalidOperationException("The storage emulator's Node was not installed: npm must be allowed to run the install script of the package 'node'.");
    }

    private static async Task NpmAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"])
        {
            WorkingDirectory = options.ToolFolder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = new Process { StartInfo = start };
        try
        {
            npm.Start();
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("npm was not found. Install Node 20 or newer; it brings npm.", missing);
        }

        Task<string> output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        await output;
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install the storage emulator: {(await errors).Trim()}");
        }
    }
}
