using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Outreach.Core;
using Outreach.Testing;

namespace Outreach.Benchmarks;

/// <summary>A PostgreSQL of its own in a temporary folder, from Debian's package, on 127.0.0.1; it and its folder go with this process.</summary>
internal sealed class PostgresServer
{
    private const string Package = "postgresql-15";
    private const string Versions = "/usr/lib/postgresql";

    /// <summary>PostgreSQL refuses to run as root; the package brings this user.</summary>
    private const string User = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private PostgresServer(string connectionString) => ConnectionString = connectionString;

    /// <summary>What to do where there is none.</summary>
    public static string HowToInstall => $"PostgreSQL is not installed here: `apt-get install {Package}`";

    public static bool IsInstalled => FindPrograms() is not null;

    public string ConnectionString { get; }

    /// <summary>Null where the package is not installed.</summary>
    public static async Task<PostgresServer?> StartAsync()
    {
        if (FindPrograms() is not { } programs || OperatingSystem.IsWindows())
        {
            return null;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("outreach-postgres-");
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_111_111);
        string data = Path.Combine(folder.FullName, "data"), password = RandomId.Create(), passwordFile = Path.Combine(folder.FullName, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        using (Process made = Run(programs, "initdb", "--pgdata", data, "--username", User, "--auth", "scram-sha-256", "--pwfile", passwordFile, "--encoding", "UTF8", "--locale", "C", "--no-sync"))
        {
            await made.WaitForExitAsync();
            if (made.ExitCode != 0)
            {
                throw new InvalidOperationException($"initdb ended with {made.ExitCode}.");
            }
        }

        File.Delete(passwordFile);
        int port = FreePort();

        // Room for all of it in memory, and nothing that only loading would pay for: the baseline is to be a strong one.
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={port.ToString(CultureInfo.InvariantCulture)}", "unix_socket_directories=", "shared_buffers=2GB", "work_mem=256MB",
            "fsync=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB", "autovacuum=off",
        ];
        Process server = Run(programs, "postgres", ["-D", data, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        Janitor.StopAfterwards(server, folder.FullName);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = User,
            Password = password,
            Database = "postgres",
            CommandTimeout = 0,
            Pooling = false,
        };
        await WaitAsync(server, connection.ConnectionString);
        return new PostgresServer(connection.ConnectionString);
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static string? FindPrograms() => Directory.Exists(Versions)
        ? Directory.GetDirectories(Versions).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).FirstOrDefault()
        : null;

    private static async Task WaitAsync(Process server, string connectionString)
    {
        for (long begun = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System))
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (!server.HasExited && Stopwatch.GetElapsedTime(begun) < Patience)
            {
                // Not yet.
            }
        }
    }

    private static Process Run(string programs, string program, params string[] arguments)
    {
        string path = Path.Combine(programs, program);
        string[] asUser = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", User, "--regid", User, "--init-groups", path] : [path];
        string[] command = [.. asUser, .. arguments];

        // Its own words go nowhere: the table is what this process prints.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", .. command]) { UseShellExecute = false, WorkingDirectory = "/" };
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
