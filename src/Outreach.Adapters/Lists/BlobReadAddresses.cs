using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Outreach.Adapters.Storage;

namespace Outreach.Adapters.Lists;

/// <summary>Mints addresses that read one blob: user-delegation SAS where the credential is a token; an account-key service SAS only for an emulator on loopback.</summary>
public sealed class BlobReadAddresses(OutreachStorage storage, TimeProvider time) : IDisposable
{
    /// <summary>Clocks differ: an address is valid from a little before now.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>A delegation key serves many addresses; it is renewed long before an address minted with it could outlive it.</summary>
    private static readonly TimeSpan DelegationLife = TimeSpan.FromHours(2);

    private readonly SemaphoreSlim _renewal = new(1);
    private UserDelegationKey? _delegation;

    public async Task<Uri> MintAsync(BlobClient blob, TimeSpan life, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset end = now + life;
        var sas = new BlobSasBuilder(BlobSasPermissions.Read, end < notAfter ? end : notAfter)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = now - Skew,
            Protocol = blob.Uri is { IsLoopback: true, Scheme: "http" } ? SasProtocol.HttpsAndHttp : SasProtocol.Https,
        };
        if (blob.CanGenerateSasUri)
        {
            return blob.Uri.IsLoopback
                ? blob.GenerateSasUri(sas)
                : throw new InvalidOperationException("Account keys are for the local emulator only: use an identity.");
        }

        UserDelegationKey key = await DelegationAsync(now, cancellationToken);
        return new BlobUriBuilder(blob.Uri) { Sas = sas.ToSasQueryParameters(key, storage.Lists.AccountName) }.ToUri();
    }

    public void Dispose() => _renewal.Dispose();

    private async Task<UserDelegationKey> DelegationAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (IsFresh(_delegation, now))
        {
            return _delegation!;
        }

        await _renewal.WaitAsync(cancellationToken);
        try
        {
            return IsFresh(_delegation, now)
                ? _delegation!
                : _delegation = await StorageErrors.CallAsync<UserDelegationKey>("Blob storage", async () =>
                    await storage.Lists.GetUserDelegationKeyAsync(now - Skew, now + DelegationLife, cancellationToken));
        }
        finally
        {
            _renewal.Release();
        }
    }

    private static bool IsFresh(UserDelegationKey? key, DateTimeOffset now) => key is not null && now < key.SignedExpiresOn - (DelegationLife / 2);
}
