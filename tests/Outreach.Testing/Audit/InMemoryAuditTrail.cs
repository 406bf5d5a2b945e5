using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Outreach.Core.Audit;

namespace Outreach.Testing.Audit;

/// <summary>Chains in memory, as lines, so that a test can alter them as an attacker with the storage would.</summary>
public sealed class InMemoryAuditTrail(TimeProvider time) : IAuditTrail, IAuditStreams
{
    private readonly Lock _lock = new();

    /// <summary>The lines of each stream, for tests to read and to damage.</summary>
    public ConcurrentDictionary<AuditStream, List<byte[]>> Lines { get; } = new();

    /// <summary>When set, appending fails as an account that does not answer would make it (threat 52).</summary>
    public bool Fails { get; set; }

    /// <summary>When set, nothing can be erased yet, as an account's immutability has it.</summary>
    public bool Immutable { get; set; }

    /// <summary>When set, erasing this stream fails as a throttled account would make it.</summary>
    public AuditStream? Throttled { get; set; }

    /// <summary>Every event of every stream, by stream and sequence.</summary>
    public IReadOnlyList<(AuditStream Stream, AuditEntry Entry)> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. Lines.OrderBy(stream => stream.Key.Value, StringComparer.Ordinal)
                    .SelectMany(stream => stream.Value.Select(line => (stream.Key, AuditLine.Parse(stream.Key, line))))];
            }
        }
    }

    public Task<AuditReceipt> AppendAsync(AuditStream stream, AuditEvent auditEvent, CancellationToken cancellationToken)
    {
        if (Fails)
        {
            return Task.FromException<AuditReceipt>(new Outreach.Core.TransientDependencyException("The audit account does not answer."));
        }

        lock (_lock)
        {
            List<byte[]> lines = Lines.GetOrAdd(stream, _ => []);
            AuditEntry? head = lines.Count == 0 ? null : AuditLine.Parse(stream, lines[^1]);
            AuditEntry next = AuditChain.Next(stream, head, auditEvent, time.GetUtcNow());
            lines.Add(AuditLine.Format(stream, next)[..^1]);
            return Task.FromResult(new AuditReceipt(stream, next.Sequence, next.Hash));
        }
    }

    public async IAsyncEnumerable<AuditEntry> ReadAsync(AuditStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        byte[][] lines;
        lock (_lock)
        {
            lines = Lines.TryGetValue(stream, out List<byte[]>? stored) ? [.. stored] : [];
        }

        foreach (byte[] line in lines)
        {
            yield return AuditLine.Parse(stream, line);
        }
    }

    public async IAsyncEnumerable<AuditStream> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (AuditStream stream in Lines.Keys.Where(stream => stream.Value.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(stream => stream.Value, StringComparer.Ordinal))
        {
            yield return stream;
        }
    }

    public Task<bool> EraseAsync(AuditHead last, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(last);
        if (last.Stream == Throttled)
        {
            return Task.FromException<bool>(new Outreach.Core.TransientDependencyException("The audit account is busy."));
        }

        lock (_lock)
        {
            if (!Lines.TryGetValue(last.Stream, out List<byte[]>? lines))
            {
                return Task.FromResult(true);
            }

            return Task.FromResult(
                !Immutable && AuditHead.Of(last.Stream, AuditLine.Parse(last.Stream, lines[^1])) == last && Lines.TryRemove(last.Stream, out _));
        }
    }
}
