using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace Outreach.LocalHost.Durable;

/// <summary>One host per hub: a lease on a blob, renewed while the host lives. Who is killed loses it within seconds.</summary>
public sealed class HubLease(BlobContainerClient container, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private BlobLeaseClient? _lease;
    private ITimer? _renewal;

    /// <summary>Called when the lease was lost: another host may run now, so this one must stop.</summary>
    public Action? Lost { get; set; }

    /// <summary>Takes the lease; waits for one that a killed host left to run out.</summary>
    /// <exception cref="InvalidOperationException">Another host holds the hub; the message says which.</exception>
    public async Task AcquireAsync(Action<string> waiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        BlobClient blob = container.GetBlobClient("host");
        if (!await blob.ExistsAsync(cancellationToken))
        {
            await blob.UploadAsync(BinaryData.FromString(""), overwrite: true, cancellationToken);
        }

        _lease = blob.GetBlobLeaseClient();
        long begun = time.GetTimestamp();
        while (!await TryAcquireAsync(cancellationToken))
        {
            string holder = await HolderAsync(blob, cancellationToken);
            if (time.GetElapsedTime(begun) > Patience)
            {
                throw new InvalidOperationException($"Another host runs on this task hub: {holder}. Stop it first, or give this one another hub name in host.json.");
            }

            waiting(holder);
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }

        var owner = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["process"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            ["machine"] = Uri.EscapeDataString(Environment.MachineName),
            ["since"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        await blob.SetMetadataAsync(owner, new Azure.Storage.Blobs.Models.BlobRequestConditions { LeaseId = _lease.LeaseId }, cancellationToken);
        _renewal = time.CreateTimer(_ => _ = RenewAsync(), state: null, Renewal, Renewal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_renewal is not null)
        {
            await _renewal.DisposeAsync();
        }

        try
        {
            await (_lease?.ReleaseAsync() ?? Task.CompletedTask);
        }
        catch (RequestFailedException)
        {
            // Storage is stopped already, or the lease was never taken: it runs out by itself.
        }
    }

    private async Task<bool> TryAcquireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _lease!.AcquireAsync(Life, cancellationToken: cancellationToken);
            return true;
        }
        catch (RequestFailedException held) when (held.Status == 409)
        {
            return false;
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            await _lease!.RenewAsync();
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            Lost?.Invoke();
        }
        catch (RequestFailedException)
        {
            // Storage did not answer: the next renewal is still in time.
        }
    }

    private static async Task<string> HolderAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        IDictionary<string, string> owner = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.Metadata;
        return owner.TryGetValue("process", out string? process)
            ? $"process {process} on {Uri.UnescapeDataString(owner["machine"])}, since {owner["since"]}"
            : "a host that did not say who it is";
    }
}
