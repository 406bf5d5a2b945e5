using System.Security.Cryptography;

namespace Outreach.Core.Campaigns;

/// <summary>The public half and the life of one pinned campaign key version.</summary>
/// <param name="KeyId">Name and version; pinned in the campaign.</param>
/// <param name="PublicKey">RSA public half, at least 3072 bits.</param>
/// <param name="Enabled">A vault still wraps under a disabled key: the application refuses instead.</param>
/// <param name="ExpiresOn">A vault still unwraps under an expired key: the application refuses instead.</param>
public sealed record CampaignKey(string KeyId, RSAParameters PublicKey, bool Enabled, DateTimeOffset? ExpiresOn)
{
    /// <summary>Whether the application may wrap or unwrap under it now.</summary>
    public bool IsUsableAt(DateTimeOffset now) => Enabled && (ExpiresOn is not { } end || now < end);

    /// <summary>Wraps under the public half, here and not in the vault (RSA-OAEP-256): no vault call per list.</summary>
    public byte[] Wrap(byte[] secret)
    {
        using var rsa = RSA.Create(PublicKey);
        return rsa.Encrypt(secret, RSAEncryptionPadding.OaepSHA256);
    }
}

/// <summary>One key name per campaign in a vault. RSA-OAEP-256; the private half never leaves it.</summary>
/// <remarks>Every call may be made twice. Adapters throw <see cref="TransientDependencyException"/> when the vault throttles or does not answer.</remarks>
public interface ICampaignKeys
{
    /// <summary>Makes the campaign's key, or gives the one that exists. Null when the key of this name was deleted: its name is spent.</summary>
    Task<CampaignKey?> CreateAsync(CampaignId campaign, DateTimeOffset expiresOn, CancellationToken cancellationToken);

    /// <summary>One vault read. Null when the key is deleted.</summary>
    Task<CampaignKey?> FindAsync(string keyId, CancellationToken cancellationToken);

    /// <summary>Unwraps in the vault. Null when the key is disabled, expired, deleted, or did not wrap this.</summary>
    Task<byte[]?> UnwrapAsync(string keyId, byte[] wrapped, CancellationToken cancellationToken);

    /// <summary>Where the campaign's key stands in the vault now, all its versions considered; never from memory.</summary>
    Task<VaultKey> FindStateAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Disables every version: unwrapping fails at once.</summary>
    Task DisableAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Deletes the key and purges it where the vault allows; the answer is when it is beyond recovery.</summary>
    Task<DateTimeOffset> DeleteAsync(CampaignId campaign, CancellationToken cancellationToken);
}
