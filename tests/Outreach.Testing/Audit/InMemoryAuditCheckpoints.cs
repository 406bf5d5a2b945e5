using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core.Audit;

namespace Outreach.Testing.Audit;

/// <summary>Checkpoints in memory, for tests to read and to damage.</summary>
public sealed class InMemoryAuditCheckpoints : IAuditCheckpoints
{
    public SortedDictionary<long, string> Statements { get; } = [];

    public ConcurrentDictionary<string, List<string>> Heads { get; } = new(StringComparer.Ordinal);

    /// <summary>When set, nothing can be removed yet, as an account's immutability has it.</summary>
    public bool Immutable { get; set; }

    public async IAsyncEnumerable<StoredCheckpoint> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach ((long number, string jws) in Statements.ToArray())
        {
            yield return new StoredCheckpoint(number, jws);
        }
    }

    public Task<bool> AddAsync(StoredCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return Task.FromResult(Statements.TryAdd(checkpoint.Number, checkpoint.Jws) || Statements[checkpoint.Number] == checkpoint.Jws);
    }

    public IHeadsWriter WriteHeads(string name) => new Writer(this, name);

    public async IAsyncEnumerable<string> ReadHeadsAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (string line in Heads.TryGetValue(name, out List<string>? lines) ? lines.ToArray() : [])
        {
            yield return line;
        }
    }

    public Task<int> RemoveBelowAsync(long number, CancellationToken cancellationToken)
    {
        long[] old = Immutable ? [] : [.. Statements.Keys.Where(known => known < number)];
        foreach (long known in old)
        {
            Statements.Remove(known);
            foreach (string name in Heads.Keys.Where(name => name.StartsWith(known.ToString("D10", CultureInfo.InvariantCulture), StringComparison.Ordinal)))
            {
                Heads.TryRemove(name, out _);
            }
        }

        return Task.FromResult(old.Length);
    }

    private sealed class Writer(InMemoryAuditCheckpoints checkpoints, string name) : IHeadsWriter
    {
        private readonly List<string> _lines = [];

        public Task WriteAsync(string line, CancellationToken cancellationToken)
        {
            _lines.Add(line);
            return Task.CompletedTask;
        }

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            checkpoints.Heads[name] = _lines;
            return Task.CompletedTask;
        }
    }
}
