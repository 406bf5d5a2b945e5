using System.Globalization;
using System.Security.Cryptography;
using Outreach.Core.Audit;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Audit;

/// <summary>The audit signing key on one machine: `audit-checkpoints/{version}.pem` in its keys folder. The highest version signs, each verifies what it signed.</summary>
/// <remarks>Stands for the key vault, which it cannot replace: whoever owns this machine can sign.</remarks>
internal sealed class LocalCheckpointKeys(LocalFolder folder) : ICheckpointSigner, ICheckpointKeys
{
    private const string Prefix = "local/audit-checkpoints/";

    private string Folder => Path.Combine(folder.Keys, "audit-checkpoints");

    public Task<string> GetKeyIdAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Prefix + Math.Max(1, Versions().Max()).ToString(CultureInfo.InvariantCulture));

    public Task<byte[]> SignAsync(string keyId, byte[] signingInput, CancellationToken cancellationToken)
    {
        int version = VersionOf(keyId) ?? throw new ArgumentException("This is no version of the audit signing key.", nameof(keyId));
        using ECDsa key = Open(version);
        return Task.FromResult(key.SignData(signingInput, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    public Task<ECParameters?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (VersionOf(keyId) is not { } version || !Versions().Contains(version))
        {
            return Task.FromResult<ECParameters?>(null);
        }

        using ECDsa key = Open(version);
        return Task.FromResult<ECParameters?>(key.ExportParameters(includePrivateParameters: false));
    }

    /// <summary>From here on another key signs.</summary>
    public void Rotate() => Open(Math.Max(1, Versions().Max()) + 1).Dispose();

    /// <summary>Zero stands for none.</summary>
    private int[] Versions() => !Directory.Exists(Folder) ? [0] :
    [
        0,
        .. Directory.EnumerateFiles(Folder, "*.pem").Select(Path.GetFileNameWithoutExtension).Select(name =>
            int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : 0),
    ];

    private ECDsa Open(int version)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(folder.SecretText($"audit-checkpoints/{version.ToString(CultureInfo.InvariantCulture)}.pem", static () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return made.ExportPkcs8PrivateKeyPem();
        }));
        return key;
    }

    /// <summary>Null for anything but a version of this key: an id found in a checkpoint is never a path.</summary>
    private static int? VersionOf(string keyId) =>
        keyId.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(keyId.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0
        && keyId == Prefix + version.ToString(CultureInfo.InvariantCulture)
            ? version
            : null;
}
