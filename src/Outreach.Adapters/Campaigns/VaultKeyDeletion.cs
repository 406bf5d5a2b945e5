using Azure;
using Azure.Security.KeyVault.Keys;

namespace Outreach.Adapters.Campaigns;

/// <summary>Deletes a key with all its versions, and purges it where the vault allows (threat 46).</summary>
internal static class VaultKeyDeletion
{
    /// <returns>When the key is beyond recovery: now, or the day the vault purges it by itself.</returns>
    public static async Task<DateTimeOffset> RunAsync(KeyClient vault, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await DeleteAsync(vault, name, cancellationToken) is not { } deleted)
        {
            return time.GetUtcNow();
        }

        try
        {
            await vault.PurgeDeletedKeyAsync(name, cancellationToken);
            return time.GetUtcNow();
        }
        catch (RequestFailedException purged) when (purged.Status == 404)
        {
            return time.GetUtcNow();
        }
        catch (RequestFailedException refused) when (refused.Status is 400 or 403 or 409)
        {
            // Purge protection, or no right to purge: the key can be recovered until the vault's own day, and evidence must say so.
            return deleted.ScheduledPurgeDate
                ?? throw new InvalidOperationException("The vault neither purges a key nor says when it will.", refused);
        }
    }

    /// <summary>Null when the key is gone for good.</summary>
    private static async Task<DeletedKey?> DeleteAsync(KeyClient vault, string name, CancellationToken cancellationToken)
    {
        try
        {
            DeleteKeyOperation deletion = await vault.StartDeleteKeyAsync(name, cancellationToken);
            return await deletion.WaitForCompletionAsync(cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return await FindDeletedAsync(vault, name, cancellationToken);
        }
    }

    /// <summary>The key while it can still be recovered; null when there is none.</summary>
    public static async Task<DeletedKey?> FindDeletedAsync(KeyClient vault, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await vault.GetDeletedKeyAsync(name, cancellationToken);
        }
        catch (RequestFailedException purged) when (purged.Status == 404)
        {
            return null;
        }
    }
}
