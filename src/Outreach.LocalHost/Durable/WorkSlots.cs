namespace Outreach.LocalHost.Durable;

/// <summary>Runs so many pieces of work at once; the others wait for a slot.</summary>
internal sealed class WorkSlots(int most, CancellationToken stopping) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(most);
    private int _busy;

    public bool Busy => Volatile.Read(ref _busy) > 0;

    public void Run(Func<Task> work)
    {
        Interlocked.Increment(ref _busy);
        _ = Task.Run(async () =>
        {
            try
            {
                await _slots.WaitAsync(stopping);
                try
                {
                    await work();
                }
                finally
                {
                    _slots.Release();
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // Not begun: done at the next start.
            }
            finally
            {
                Interlocked.Decrement(ref _busy);
            }
        });
    }

    public void Dispose() => _slots.Dispose();
}
