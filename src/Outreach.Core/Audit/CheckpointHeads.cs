using System.Runtime.CompilerServices;

namespace Outreach.Core.Audit;

/// <summary>Reads the lists of heads that signed statements name, and believes them by the root that was signed.</summary>
public sealed class CheckpointHeads(IAuditCheckpoints checkpoints)
{
    /// <summary>The heads of a tree, in order and one at a time. Whoever stops before the end knows nothing of what was read.</summary>
    /// <exception cref="AuditDamagedException">This is not the list that was signed; known at the end at the latest.</exception>
    public async IAsyncEnumerable<AuditHead> ReadAsync(CheckpointTree tree, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var root = new MerkleRoot();
        string last = "";
        if (tree.Size > 0)
        {
            await foreach (string line in checkpoints.ReadHeadsAsync(tree.Name, cancellationToken))
            {
                if (AuditHead.Parse(line) is not { } head || string.CompareOrdinal(head.Stream.Value, last) <= 0)
                {
                    throw Damage();
                }

                root.Add(head.ToLeaf());
                last = head.Stream.Value;
                yield return head;
            }
        }

        if (root.Size != tree.Size || Convert.ToHexStringLower(root.Value) != tree.Root)
        {
            throw Damage();
        }
    }

    /// <summary>Whether both lists of a statement are there as they were signed.</summary>
    public async Task<bool> AreAsSignedAsync(CheckpointStatement statement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        try
        {
            await foreach (AuditHead _ in ReadAsync(statement.Heads, cancellationToken))
            {
            }

            await foreach (AuditHead _ in ReadAsync(statement.Erased, cancellationToken))
            {
            }

            return true;
        }
        catch (AuditDamagedException)
        {
            return false;
        }
    }

    private static AuditDamagedException Damage() => new("A checkpoint's list of heads is not the one that was signed.");
}
