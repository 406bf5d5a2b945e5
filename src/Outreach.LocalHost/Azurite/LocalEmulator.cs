using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Azurite;

/// <summary>The emulator of a checkout: one for the host and the commands beside it.</summary>
public static class LocalEmulator
{
    /// <summary>Finds or starts it, and waits until it answers.</summary>
    public static Task<AzuriteServer> StartAsync(LocalFolder folder, Action<string> progress, CancellationToken cancellationToken) =>
        AzuriteServer.StartAsync(Options(folder, progress), cancellationToken);

    /// <summary>Finds or starts it; it answers after <see cref="AzuriteServer.WaitAsync"/>.</summary>
    public static Task<AzuriteServer> LaunchAsync(LocalFolder folder, Action<string> progress, CancellationToken cancellationToken) =>
        AzuriteServer.LaunchAsync(Options(folder, progress), cancellationToken);

    private static AzuriteOptions Options(LocalFolder folder, Action<string> progress)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new AzuriteOptions { ToolFolder = Path.Combine(folder.Root, "eng", "azurite"), DataFolder = folder.Storage, Progress = progress };
    }
}
