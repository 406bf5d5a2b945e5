using System.Collections.Concurrent;
using Outreach.Core.Audit;

namespace Outreach.Adapters.Audit;

/// <summary>Where a stream ended when this process last saw it.</summary>
internal sealed record AuditEnd(AuditEntry? Head, long Length);

/// <summary>Remembers ends of streams, and lets the writers of this process go one after the other.</summary>
internal sealed class AuditHeads : IDisposable
{
    /// <summary>A stream is written a few times within minutes and then left alone: forgetting costs one read.</summary>
    private const int MostRemembered = 500;

    private readonly ConcurrentDictionary<AuditStream, AuditEnd> _ends = new();
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    public AuditEnd? Find(AuditStream stream) => _ends.GetValueOrDefault(stream);

    public void Remember(AuditStream stream, AuditEnd end)
    {
        if (_ends.Count >= MostRemembered)
        {
            _ends.Clear();
        }

        _ends[stream] = end;
    }

    public void Forget(AuditStream stream) => _ends.TryRemove(stream, out _);

    /// <summary>Released by disposing; streams share turns, which costs a little waiting and nothing else.</summary>
    public async Task<IDisposable> TakeTurnAsync(AuditStream stream, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = _turns[(uint)stream.GetHashCode() % (uint)_turns.Length];
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
