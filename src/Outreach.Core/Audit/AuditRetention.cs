using System.Globalization;

namespace Outreach.Core.Audit;

/// <summary>What retention came to.</summary>
/// <param name="Erased">Streams that are gone.</param>
/// <param name="Waiting">Streams that may not be removed yet; the next checkpoint names them again.</param>
/// <param name="Checkpoints">Old checkpoints that are gone.</param>
public sealed record RetentionOutcome(int Erased, int Waiting, int Checkpoints);

/// <summary>Removes what a signed checkpoint says is over: streams that it names as erased, and checkpoints before its first.</summary>
/// <remarks>
/// Nothing is removed before the checkpoint that says so is signed and the erasure stands in the trail; so whatever is absent without either was removed by somebody
/// else. A kill leaves streams behind that are named by the checkpoint and still there; the next checkpoint names them again.
/// </remarks>
public sealed class AuditRetention(IAuditTrail trail, IAuditStreams streams, IAuditCheckpoints checkpoints, CheckpointHeads heads)
{
    private const string Erased = "audit.streams-erased";
    private const int AtOnce = 8;

    public async Task<RetentionOutcome> ApplyAsync(CheckpointStatement statement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        int erased = 0, waiting = 0;
        if (statement.Erased.Size > 0)
        {
            await RecordAsync(statement, cancellationToken);
            await Parallel.ForEachAsync(
                heads.ReadAsync(statement.Erased, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (head, token) => _ = await TryEraseAsync(head, token) ? Interlocked.Increment(ref erased) : Interlocked.Increment(ref waiting));
        }

        return new RetentionOutcome(erased, waiting, await checkpoints.RemoveBelowAsync(statement.First, cancellationToken));
    }

    /// <summary>An account that throttles costs one stream a night, and not the rest theirs.</summary>
    private async Task<bool> TryEraseAsync(AuditHead head, CancellationToken cancellationToken)
    {
        try
        {
            return await streams.EraseAsync(head, cancellationToken);
        }
        catch (TransientDependencyException)
        {
            return false;
        }
    }

    private async Task RecordAsync(CheckpointStatement statement, CancellationToken cancellationToken)
    {
        AuditStream stream = AuditStream.ForRetention(statement.At);
        string number = statement.Number.ToString(CultureInfo.InvariantCulture);
        await foreach (AuditEntry entry in trail.ReadAsync(stream, cancellationToken))
        {
            if (entry.Type == Erased && entry.Data["checkpoint"] == number)
            {
                return;
            }
        }

        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["checkpoint"] = number,
            ["erased"] = statement.Erased.Size.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = statement.Erased.Root,
        };
        await trail.AppendAsync(stream, new AuditEvent(Erased, "system", data), cancellationToken);
    }
}
