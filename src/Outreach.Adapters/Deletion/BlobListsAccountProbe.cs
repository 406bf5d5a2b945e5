using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Deletion;

namespace Outreach.Adapters.Deletion;

/// <summary>Deletes something of its own in the lists account, and looks whether it is gone.</summary>
/// <remarks>
/// Of the four settings the data plane tells one, soft delete of blobs. Versions show in the answer to a write and in a listing, soft delete of containers in a listing
/// of deleted ones. The probe is a container of its own, as settings are the account's; one that a kill left behind is removed an hour later.
/// </remarks>
public sealed class BlobListsAccountProbe(OutreachStorage storage, TimeProvider time) : IListsAccountProbe
{
    /// <summary>The Functions host gives a worker a minute to start.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal const string Prefix = "probe-";

    private const string Dependency = "The lists account";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(1);

    public async Task<IReadOnlyCollection<ListsAccountFault>> LookAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await LookUntilAnsweredAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [ListsAccountFault.NoAnswer];
        }
        catch (RequestFailedException refused) when (refused.Status is 401 or 403)
        {
            return [ListsAccountFault.Forbidden];
        }
        catch (AuthenticationFailedException)
        {
            return [ListsAccountFault.Forbidden];
        }
    }

    private async Task<IReadOnlyCollection<ListsAccountFault>> LookUntilAnsweredAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await StorageErrors.CallAsync(Dependency, () => LookOnceAsync(cancellationToken));
            }
            catch (TransientDependencyException)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyCollection<ListsAccountFault>> LookOnceAsync(CancellationToken cancellationToken)
    {
        HashSet<ListsAccountFault> faults = [];
        BlobServiceProperties settings = await storage.Lists.GetPropertiesAsync(cancellationToken);
        if (settings.DeleteRetentionPolicy?.Enabled == true)
        {
            faults.Add(ListsAccountFault.BlobSoftDelete);
        }

        if (await HoldsAsync(BlobSealedStore.Container, cancellationToken) || await HoldsAsync(BlobSealedStore.BatchesContainer, cancellationToken))
        {
            faults.Add(ListsAccountFault.Immutability);
        }

        BlobContainerClient probe = storage.Lists.GetBlobContainerClient(Prefix + RandomId.Create());
        await probe.CreateAsync(cancellationToken: cancellationToken);
        await DeleteBlobAsync(probe, faults, cancellationToken);
        await probe.DeleteAsync(cancellationToken: cancellationToken);
        await LookForContainersAsync(probe.Name, faults, cancellationToken);
        return faults;
    }

    private async Task<bool> HoldsAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            BlobContainerProperties held = await storage.Lists.GetBlobContainerClient(container).GetPropertiesAsync(cancellationToken: cancellationToken);
            return held.HasImmutabilityPolicy == true || held.HasLegalHold == true;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return false;
        }
    }

    private static async Task DeleteBlobAsync(BlobContainerClient probe, HashSet<ListsAccountFault> faults, CancellationToken cancellationToken)
    {
        BlobClient blob = probe.GetBlobClient("probe");
        BlobContentInfo written = await blob.UploadAsync(BinaryData.FromString("probe"), cancellationToken);
        if (!string.IsNullOrEmpty(written.VersionId))
        {
            faults.Add(ListsAccountFault.Versioning);
        }

        await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
        await foreach (BlobItem left in probe.GetBlobsAsync(BlobTraits.None, BlobStates.Deleted | BlobStates.Version, prefix: null, cancellationToken))
        {
            faults.Add(left.Deleted ? ListsAccountFault.BlobSoftDelete : ListsAccountFault.Versioning);
        }
    }

    private async Task LookForContainersAsync(string probe, HashSet<ListsAccountFault> faults, CancellationToken cancellationToken)
    {
        DateTimeOffset old = time.GetUtcNow() - LeftoverAge;
        await foreach (BlobContainerItem found in storage.Lists.GetBlobContainersAsync(BlobContainerTraits.None, BlobContainerStates.Deleted, Prefix, cancellationToken))
        {
            if (found.Name == probe)
            {
                faults.Add(ListsAccountFault.ContainerSoftDelete);
            }
            else if (found.IsDeleted != true && found.Properties.LastModified < old)
            {
                await storage.Lists.GetBlobContainerClient(found.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            }
        }
    }
}
