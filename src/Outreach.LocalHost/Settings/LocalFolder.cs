using System.Security.Cryptography;

namespace Outreach.LocalHost.Settings;

/// <summary>What one checkout keeps on this machine: `.outreach` beside host.json, never committed.</summary>
public sealed class LocalFolder(string root)
{
    /// <summary>The folder of host.json.</summary>
    public string Root { get; } = root;

    public string Path { get; } = System.IO.Path.Combine(root, ".outreach");

    public string Keys => Ensure("keys");

    public string Storage => Ensure("azurite");

    /// <summary>Where mails go that no mail server gets.</summary>
    public string Outbox => System.IO.Path.Combine(Path, "outbox");

    /// <summary>32 random bytes, made when first asked for and the same ever after; readable by their owner alone.</summary>
    public byte[] Secret(string name) =>
        Convert.FromBase64String(SecretText(name, static () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    /// <summary>A secret made when first asked for; whole or not at all, whoever else asks at the same time.</summary>
    public string SecretText(string name, Func<string> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        string path = System.IO.Path.Combine(Keys, name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            string made = $"{path}.{Guid.NewGuid():n}";
            var owned = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                owned.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(made, owned))
            {
                writer.Write(make());
            }

            TryMove(made, path);
        }

        return File.ReadAllText(path);
    }

    /// <summary>The folder that holds host.json: here, above here, or above the program.</summary>
    public static LocalFolder Find()
    {
        foreach (string start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "host.json")) && Directory.Exists(System.IO.Path.Combine(folder.FullName, "eng")))
                {
                    return new LocalFolder(folder.FullName);
                }
            }
        }

        throw new InvalidOperationException("There is no host.json here or above. Run the local host inside the repository.");
    }

    private static void TryMove(string made, string path)
    {
        try
        {
            File.Move(made, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its secret is the one.
            File.Delete(made);
        }
    }

    private string Ensure(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
}
