using System.Security.Cryptography;

namespace Outreach.Core.Audit;

/// <summary>Signs checkpoints under a key that the trail's writers cannot read: ES256 (ECDSA, P-256, SHA-256), as JWS has it.</summary>
/// <remarks>Adapters throw <see cref="TransientDependencyException"/> when the vault throttles or does not answer.</remarks>
public interface ICheckpointSigner
{
    /// <summary>The pinned version of the key that signs now.</summary>
    Task<string> GetKeyIdAsync(CancellationToken cancellationToken);

    /// <returns>64 bytes: R and S, as RFC 7518, section 3.4, has them.</returns>
    Task<byte[]> SignAsync(string keyId, byte[] signingInput, CancellationToken cancellationToken);
}

/// <summary>The public halves of signing keys, past ones too, from the place that is trusted for them: never from a checkpoint, or from beside it.</summary>
public interface ICheckpointKeys
{
    /// <summary>Null for an id that is not one of the audit signing key's own versions. The id comes from stored data: it never leads anywhere else.</summary>
    Task<ECParameters?> FindAsync(string keyId, CancellationToken cancellationToken);
}
