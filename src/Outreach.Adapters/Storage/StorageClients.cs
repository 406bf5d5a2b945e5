using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Outreach.Adapters.Storage;

/// <summary>Opens the three accounts as the settings say.</summary>
public static class StorageClients
{
    /// <param name="options">Validated: a connection string is the emulator's.</param>
    /// <param name="credential">The application's identity, made only if an account needs it.</param>
    public static OutreachStorage Open(StorageOptions options, Lazy<TokenCredential> credential)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credential);
        return new OutreachStorage(Tables(options.Data, credential), Blobs(options.Lists, credential), Blobs(options.Audit, credential));
    }

    private static TableServiceClient Tables(StorageAccount account, Lazy<TokenCredential> credential) =>
        string.IsNullOrEmpty(account.ConnectionString)
            ? new TableServiceClient(new Uri(account.ServiceUri!), credential.Value)
            : new TableServiceClient(account.ConnectionString);

    private static BlobServiceClient Blobs(StorageAccount account, Lazy<TokenCredential> credential) =>
        string.IsNullOrEmpty(account.ConnectionString)
            ? new BlobServiceClient(new Uri(account.ServiceUri!), credential.Value)
            : new BlobServiceClient(account.ConnectionString);
}
