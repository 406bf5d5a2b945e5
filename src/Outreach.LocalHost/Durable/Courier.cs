using DurableTask.Core.Exceptions;

namespace Outreach.LocalHost.Durable;

/// <summary>Delivers what instances tell others: in order to each receiver, to several receivers at once. Delivered again after a crash, it arrives once more at most.</summary>
internal sealed class Courier(DurableEngine engine)
{
    private const int ReceiversAtOnce = 8;

    public async Task DeliverAsync(string sender, IReadOnlyList<Outgoing> outbox)
    {
        if (outbox.Count == 0)
        {
            return;
        }

        await Parallel.ForEachAsync(
            outbox.GroupBy(outgoing => outgoing.To, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = ReceiversAtOnce, CancellationToken = engine.Stopping },
            async (received, cancellationToken) =>
            {
                foreach (Outgoing outgoing in received.OrderBy(one => one.Key, StringComparer.Ordinal))
                {
                    await DeliverAsync(sender, outgoing, cancellationToken);
                }
            });
        await engine.Store.RemoveOutgoingAsync(sender, [.. outbox.Select(outgoing => outgoing.Key)], engine.Stopping);
    }

    private async Task DeliverAsync(string sender, Outgoing outgoing, CancellationToken cancellationToken)
    {
        if (outgoing.Message is { } message)
        {
            await engine.SendAsync(outgoing.To, message, outgoing.Key, static _ => true, cancellationToken);
        }
        else if (outgoing.Start is { Parent: { } parent } start && !await engine.TryStartAsync(outgoing.To, start, [], cancellationToken))
        {
            var exists = new OrchestrationAlreadyExistsException($"An orchestration instance with the ID '{outgoing.To}' already exists.");
            var refused = new Message(MessageType.SubOrchestrationFailed, parent.TaskId, parent.ExecutionId, Failure: StoredFailure.From(exists));
            await engine.SendAsync(sender, refused, outgoing.Key, static _ => true, cancellationToken);
        }
    }
}
