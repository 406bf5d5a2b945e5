using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Outreach.LocalHost.Durable;

/// <summary>One host per hub: a lease on a blob, renewed while the host lives. Who is killed loses it within seconds, on the same machine at once.</summary>
public sealed class HubLease(BlobContainerClient container, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly BlobClient _blob = container.GetBlobClient("host");
    private BlobLeaseClient? _lease;
    private ITimer? _renewal;
    private long _renewed;

    /// <summary>Called when the lease was lost: another host may run now, so this one must stop.</summary>
    public Action? Lost { get; set; }

    /// <summary>Takes the lease; waits for one that a killed host on another machine left to run out.</summary>
    /// <exception cref="InvalidOperationException">Another host holds the hub; the message says which.</exception>
    public async Task AcquireAsync(Action<string> waiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        if (!await _blob.ExistsAsync(cancellationToken))
        {
            await CreateAsync(cancellationToken);
        }

        _lease = _blob.GetBlobLeaseClient();
        long begun = time.GetTimestamp();
        while (!await TryAcquireAsync(cancellationToken))
        {
            LeaseHolder? holder = LeaseHolder.Read((await _blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.Metadata);
            if (holder is { IsDeadHere: true })
            {
                // Its process is no more, so nobody renews this lease and nobody writes under it: no need to wait until it runs out.
                await _lease.BreakAsync(TimeSpan.Zero, cancellationToken: cancellationToken);
                continue;
            }

            if (holder is { IsAliveHere: true } || time.GetElapsedTime(begun) > Patience)
            {
                throw new InvalidOperationException(
                    $"Another host runs on this task hub: {Describe(holder)}. Stop it first, or give this one another hub name in host.json.");
            }

            waiting(Describe(holder));
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }

        await _blob.SetMetadataAsync(
            LeaseHolder.Current(time).Write(), new BlobRequestConditions { LeaseId = _lease.LeaseId }, cancellationToken);
        _renewed = time.GetTimestamp();
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

    private static string Describe(LeaseHolder? holder) => holder?.ToString() ?? "a host that did not say who it is";

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _blob.UploadAsync(
                BinaryData.FromString(""), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Another host was quicker.
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
            _renewed = time.GetTimestamp();
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            Lost?.Invoke();
        }
        catch (Exception away) when (away is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // Storage did not answer. While the lease lasts the next renewal is still in time; beyond, another host may hold it.
            if (time.GetElapsedTime(_renewed) > Life)
            {
                Lost?.Invoke();
            }
        }
    }
}
