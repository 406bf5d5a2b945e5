using Outreach.LocalHost.Settings;

namespace Outreach.Testing;

/// <summary>Folders as a checkout has them, each of its own; all of them go with the test process.</summary>
public static class LocalFolders
{
    private static readonly Lazy<string> Root = new(() =>
    {
        string root = Directory.CreateTempSubdirectory("outreach-tests-").FullName;
        Janitor.RemoveAfterwards(root);
        return root;
    });

    /// <summary>An empty one.</summary>
    public static LocalFolder Empty() => new(Directory.CreateDirectory(Path.Combine(Root.Value, Guid.NewGuid().ToString("N")[..12])).FullName);

    /// <summary>One that the local host can start in.</summary>
    public static LocalFolder Ready()
    {
        LocalFolder folder = WithTools();
        foreach (string file in new[] { "host.json", "local.settings.sample.json" })
        {
            File.Copy(Path.Combine(RepositoryRoot.Path, file), Path.Combine(folder.Root, file));
        }

        return folder;
    }

    /// <summary>One for another application: without settings, with the emulator.</summary>
    public static LocalFolder WithTools()
    {
        LocalFolder folder = Empty();
        File.CreateSymbolicLink(Path.Combine(folder.Root, "eng"), Path.Combine(RepositoryRoot.Path, "eng"));
        return folder;
    }
}
