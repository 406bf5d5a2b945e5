using System.Diagnostics;
using System.Reflection;

namespace Outreach.Infra.Tests;

/// <summary>The Bicep CLI, as its package brings it. Anything it says about a file is a fault: warnings, too.</summary>
internal static class BicepCompiler
{
    private static readonly Lazy<string> Program = new(Prepare);

    /// <summary>Compiles a file into ARM JSON.</summary>
    public static Task<(int ExitCode, string Said)> BuildAsync(string file, string into) => RunAsync("build", file, "--outfile", into);

    /// <summary>Compiles a file of parameters, and what it is for.</summary>
    public static Task<(int ExitCode, string Said)> BuildParametersAsync(string file, string into) => RunAsync("build-params", file, "--outfile", into);

    public static Task<(int ExitCode, string Said)> LintAsync(string file) => RunAsync("lint", file);

    /// <summary>Whether a file is formatted as the compiler formats it.</summary>
    public static async Task<bool> IsFormattedAsync(string file)
    {
        string formatted = Path.GetTempFileName();
        try
        {
            await RunAsync("format", file, "--outfile", formatted);
            return await File.ReadAllTextAsync(formatted) == await File.ReadAllTextAsync(file);
        }
        finally
        {
            File.Delete(formatted);
        }
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program.Value, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors + await output);
    }

    /// <summary>The package's own file, or a copy beside the tests where the package came without the right to be run.</summary>
    private static string Prepare()
    {
        string tools = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "BicepTools").Value!;
        string file = Path.Combine(tools, OperatingSystem.IsWindows() ? "bicep.exe" : "bicep");
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute))
        {
            return file;
        }

        string copy = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file));
        File.Copy(file, copy, overwrite: true);
        File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return copy;
    }
}
