using Azure;
using Azure.Security.KeyVault.Keys;
using Outreach.Core.Campaigns;

namespace Outreach.Adapters.Campaigns;

/// <summary>Asks the vault where a key stands: all its versions, then what can be recovered of it (threat 46).</summary>
internal static class VaultKeyInspection
{
    public static async Task<VaultKey> RunAsync(KeyClient vault, string name, CancellationToken cancellationToken)
    {
        if (await FindLivingAsync(vault, name, cancellationToken) is { } living)
        {
            return new VaultKey(living);
        }

        return await VaultKeyDeletion.FindDeletedAsync(vault, name, cancellationToken) is { } deleted
            ? new VaultKey(VaultKeyStage.Deleted, deleted.ScheduledPurgeDate)
            : new VaultKey(VaultKeyStage.Absent);
    }

    /// <summary>Null when the vault has no version of it.</summary>
    private static async Task<VaultKeyStage?> FindLivingAsync(KeyClient vault, string name, CancellationToken cancellationToken)
    {
        VaultKeyStage? stage = null;
        try
        {
            await foreach (KeyProperties version in vault.GetPropertiesOfKeyVersionsAsync(name, cancellationToken))
            {
                stage = version.Enabled != false ? VaultKeyStage.Enabled : stage ?? VaultKeyStage.Disabled;
            }
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // Deleted, or never made.
        }

        return stage;
    }
}
