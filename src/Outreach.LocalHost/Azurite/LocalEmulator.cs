using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Azurite;

/// <summary>The emulator of a checkout: one for the host and the commands beside it.</summary>
public static class LocalEmulator
{
    public static Task<AzuriteServer> StartAsync(LocalFolder folder, Action<string> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return AzuriteServer.StartAsync(
            new AzuriteOptions
            {
                ToolFolder = Path.Combine(folder.Root, "eng", "azurite"),
                DataFolder = folder.Storage,
                Progress = progress,
            },
            cancellationToken);
    }
}
