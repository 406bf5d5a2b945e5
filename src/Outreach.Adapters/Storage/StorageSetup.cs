using Azure.Storage.Blobs;
using Microsoft.Extensions.Hosting;

namespace Outreach.Adapters.Storage;

/// <summary>Which account a part of the storage lives in.</summary>
public enum StoragePlace
{
    DataTable,
    ListsContainer,
    AuditContainer,
}

/// <summary>A table or container that a capability needs.</summary>
public sealed record StoragePart(StoragePlace Place, string Name);

/// <summary>Creates what is missing before anything else starts; existing parts are left alone.</summary>
public sealed class StorageSetup(OutreachStorage storage, IEnumerable<StoragePart> parts) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken);

    /// <summary>Safe to run twice, and at once from several hosts.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(parts.Distinct().Select(part => StorageErrors.CallAsync("Storage", async () =>
        {
            await CreateAsync(part, cancellationToken);
            return true;
        })));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task CreateAsync(StoragePart part, CancellationToken cancellationToken) => part.Place switch
    {
        StoragePlace.DataTable => storage.Data.CreateTableIfNotExistsAsync(part.Name, cancellationToken),
        StoragePlace.ListsContainer => CreateAsync(storage.Lists, part.Name, cancellationToken),
        StoragePlace.AuditContainer => CreateAsync(storage.Audit, part.Name, cancellationToken),
    };

    /// <summary>Asks first: in the audit account the infrastructure makes the containers, and the application has no right to.</summary>
    private static async Task CreateAsync(BlobServiceClient account, string name, CancellationToken cancellationToken)
    {
        BlobContainerClient container = account.GetBlobContainerClient(name);
        if (!await container.ExistsAsync(cancellationToken))
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }
}
