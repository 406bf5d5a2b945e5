using System.Text.Json;
using Outreach.Core;

namespace Outreach.LocalHost.Mail;

/// <summary>Files of the outbox: readable by their owner alone from the first byte, whole at every instant, and never written over.</summary>
internal static class OutboxFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>False when there is a file of this name already.</summary>
    public static async Task<bool> TryAddAsync(string folder, string name, OutboxMail mail, CancellationToken cancellationToken)
    {
        CreateFolder(folder);
        string path = Path.Combine(folder, name);
        if (File.Exists(path))
        {
            return false;
        }

        // What is being written has no ending that anybody looks for.
        string made = $"{path}.{RandomId.Create()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        await using (var stream = new FileStream(made, options))
        {
            await JsonSerializer.SerializeAsync(stream, mail, cancellationToken: cancellationToken);
        }

        return TryMove(made, path);
    }

    /// <summary>Null for one that was emptied.</summary>
    public static async Task<OutboxMail?> ReadAsync(string path, CancellationToken cancellationToken) =>
        await File.ReadAllBytesAsync(path, cancellationToken) is { Length: > 0 } mail ? JsonSerializer.Deserialize<OutboxMail>(mail) : null;

    /// <summary>Takes the mail away; the name stays, and says that it was there.</summary>
    public static void Empty(string path)
    {
        using FileStream _ = new(path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite);
    }

    private static bool TryMove(string made, string path)
    {
        try
        {
            File.Move(made, path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
            return false;
        }
    }

    /// <summary>One after the other: folders in between would be anybody's to read.</summary>
    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            return;
        }

        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
    }
}
