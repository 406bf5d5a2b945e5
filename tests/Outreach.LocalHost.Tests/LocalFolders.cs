using Outreach.LocalHost.Settings;
using Outreach.Testing;

namespace Outreach.LocalHost.Tests;

/// <summary>Folders as a checkout has them, each of its own.</summary>
internal static class LocalFolders
{
    /// <summary>An empty one.</summary>
    public static LocalFolder Empty() => new(Directory.CreateTempSubdirectory("outreach-folder-").FullName);

    /// <summary>One that the local host can start in.</summary>
    public static LocalFolder Ready()
    {
        LocalFolder folder = Empty();
        foreach (string file in new[] { "host.json", "local.settings.sample.json" })
        {
            File.Copy(Path.Combine(RepositoryRoot.Path, file), Path.Combine(folder.Root, file));
        }

        File.CreateSymbolicLink(Path.Combine(folder.Root, "eng"), Path.Combine(RepositoryRoot.Path, "eng"));
        return folder;
    }
}
