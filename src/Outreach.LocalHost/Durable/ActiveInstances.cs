using Azure;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Durable;

/// <summary>The names of instances that may have work left, so that a start reads those alone: one too many after a crash, never one too few.</summary>
/// <remarks>They are rows of one partition: what comes at the same time is written in one transaction.</remarks>
internal sealed class ActiveInstances(TableClient table)
{
    private const string Partition = "active";
    private const int LargestTransaction = 100;

    /// <summary>Nobody waits for a name to go: more of them go together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private Dictionary<string, bool> _pending = new(StringComparer.Ordinal);
    private TaskCompletionSource _written = NewSource();
    private TaskCompletionSource _hurry = NewSource();
    private bool _writing;

    public Task CreateAsync(CancellationToken cancellationToken) => table.CreateIfNotExistsAsync(cancellationToken);

    /// <summary>Completes once the name is written.</summary>
    public Task AddAsync(string key) => Ask(key, active: true, hurry: true);

    /// <summary>Completes once the name is gone.</summary>
    public Task RemoveAsync(string key) => Ask(key, active: false, hurry: true);

    /// <summary>The name goes soon.</summary>
    public void Remove(string key) => _ = Ask(key, active: false, hurry: false);

    public AsyncPageable<TableEntity> ReadAsync(CancellationToken cancellationToken) =>
        table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken);

    private Task Ask(string key, bool active, bool hurry)
    {
        lock (_lock)
        {
            _pending[key] = active;
            if (hurry)
            {
                _hurry.TrySetResult();
            }

            if (!_writing)
            {
                _writing = true;
                _ = Task.Run(WriteAsync);
            }

            return _written.Task;
        }
    }

    /// <summary>One transaction after the other, so that the last word on a name is written last.</summary>
    private async Task WriteAsync()
    {
        while (true)
        {
            await Task.WhenAny(_hurry.Task, Task.Delay(Pause, TimeProvider.System));
            Dictionary<string, bool> batch;
            TaskCompletionSource written;
            lock (_lock)
            {
                if (_pending.Count == 0)
                {
                    _writing = false;
                    return;
                }

                (batch, written) = (_pending, _written);
                (_pending, _written, _hurry) = (new Dictionary<string, bool>(StringComparer.Ordinal), NewSource(), NewSource());
            }

            try
            {
                foreach (KeyValuePair<string, bool>[] chunk in batch.Chunk(LargestTransaction))
                {
                    await WriteAsync(chunk);
                }

                written.SetResult();
            }
            catch (Exception fault)
            {
                // The host's edge: whatever storage or its SDK did, this loop goes on, for without it nothing starts any more.
                // Whoever waits is told; whoever does not finds one name too many at the next start.
                written.SetException(fault);
                _ = written.Task.Exception;
            }
        }
    }

    private async Task WriteAsync(KeyValuePair<string, bool>[] chunk)
    {
        try
        {
            await table.SubmitTransactionAsync(chunk.Select(one => new TableTransactionAction(
                one.Value ? TableTransactionActionType.UpsertReplace : TableTransactionActionType.Delete, new TableEntity(Partition, one.Key), ETag.All)));
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // A transaction that removes what is not there changes nothing at all: one by one then.
            foreach ((string key, bool active) in chunk)
            {
                await (active
                    ? table.UpsertEntityAsync(new TableEntity(Partition, key), TableUpdateMode.Replace)
                    : table.DeleteEntityAsync(Partition, key, ETag.All));
            }
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
