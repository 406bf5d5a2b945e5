namespace Outreach.Testing;

/// <summary>The folder that holds host.json, found from where the tests run.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Outreach.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Tests run inside the repository.");
    }
}
