using System.Globalization;
using System.Security.Cryptography;
using Outreach.Core.Audit;

namespace Outreach.Testing.Audit;

/// <summary>Signing keys in memory; the last one signs.</summary>
public sealed class InMemoryCheckpointKeys : ICheckpointSigner, ICheckpointKeys, IDisposable
{
    private readonly List<ECDsa> _keys = [];

    public InMemoryCheckpointKeys() => Rotate();

    public void Rotate() => _keys.Add(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public Task<string> GetKeyIdAsync(CancellationToken cancellationToken) => Task.FromResult($"memory/{_keys.Count}");

    public Task<byte[]> SignAsync(string keyId, byte[] signingInput, CancellationToken cancellationToken) =>
        Task.FromResult(Find(keyId)!.SignData(signingInput, HashAlgorithmName.SHA256));

    public Task<ECParameters?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        Task.FromResult(Find(keyId)?.ExportParameters(includePrivateParameters: false));

    public void Dispose() => _keys.ForEach(key => key.Dispose());

    private ECDsa? Find(string keyId) =>
        keyId.StartsWith("memory/", StringComparison.Ordinal) && int.TryParse(keyId[7..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number > 0 && number <= _keys.Count
            ? _keys[number - 1]
            : null;
}
