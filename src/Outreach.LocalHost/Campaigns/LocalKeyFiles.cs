using System.Text.Json;
using Outreach.Core;
using Outreach.Core.Campaigns;

namespace Outreach.LocalHost.Campaigns;

/// <summary>One campaign key as it is kept.</summary>
/// <param name="PrivateKey">PKCS #8; null once deleted.</param>
internal sealed record LocalKeyFile(string KeyId, bool Enabled, DateTimeOffset ExpiresOn, byte[]? PrivateKey, DateTimeOffset? DeletedAt)
{
    public override string ToString() => KeyId;
}

/// <summary>Reads and replaces key files: readable by their owner alone from the first byte, and whole at every instant.</summary>
internal sealed class LocalKeyFiles(string folder)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Whether a key was ever kept here.</summary>
    public bool Any() => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.json").Any();

    public async Task<LocalKeyFile?> ReadAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<LocalKeyFile>(await File.ReadAllBytesAsync(PathOf(campaign), cancellationToken));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task WriteAsync(CampaignId campaign, LocalKeyFile file, CancellationToken cancellationToken)
    {
        CreateFolder();
        string path = PathOf(campaign);
        string next = $"{path}.{RandomId.Create()}";
        await using (var stream = new FileStream(next, Options()))
        {
            await JsonSerializer.SerializeAsync(stream, file, cancellationToken: cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return options;
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
        }
    }

    private string PathOf(CampaignId campaign) => Path.Combine(folder, $"{campaign.Value}.json");
}
