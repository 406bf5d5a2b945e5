using System.Collections.Concurrent;
using Outreach.Core.Contacts;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Asks the ledger, right before a part is handed over, for each of its people: who objected, changed, or is a doctor's since is left out (threats 55, 58).</summary>
/// <remarks>What the ledger answers here is the instant that counts: an objection that was acknowledged before it keeps the message back.</remarks>
public sealed class Solicitations(IContactLedger contacts, IOutboxStore outbox, TimeProvider time)
{
    private const int ParallelCalls = 8;

    /// <summary>Those who may be written to now. The others' messages are withheld and their people free.</summary>
    /// <remarks>Every message here is known not to have been sent.</remarks>
    public async Task<IReadOnlyList<PageMessage>> RequireAsync(WaveRun run, IReadOnlyList<PageMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ConcurrentDictionary<MessageId, bool> may = new();
        await Parallel.ForEachAsync(messages, Options(cancellationToken), async (message, cancelled) =>
        {
            may[message.Message.Id] = IsSelected(run, message, Contact.Unknown)
                && await contacts.ApplyAsync(run.Book, message.Message.Person, new ContactEvent.Solicited(run.Act, run.Book.Generation), cancelled)
                    is { Succeeded: true } step
                && IsSelected(run, message, step.Contact)

                // One's own word of an earlier try answers nothing about now.
                && ContactTransitions.MayStillSolicit(step.Contact, run.Act, run.Book.Generation);
        });
        Dictionary<MessageId, PageMessage> refused = messages.Where(message => !may[message.Message.Id]).ToDictionary(message => message.Message.Id);
        foreach (Versioned<OutboxMessage> row in await WithholdAsync(run.Book, run.Wave.Id, [.. refused.Values.Select(message => message.Row)], cancellationToken))
        {
            refused[row.Value.Id].Row = row;
        }

        return [.. messages.Where(message => may[message.Message.Id])];
    }

    /// <summary>Withholds messages that are known not to have been sent, and frees their people. Whatever somebody else moved meanwhile is left alone.</summary>
    public async Task<IReadOnlyList<Versioned<OutboxMessage>>> WithholdAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<Versioned<OutboxMessage>> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        DateTimeOffset now = time.GetUtcNow();
        Versioned<OutboxMessage>[] withheld = [.. messages.Select(row => row with { Value = row.Value.Next(OutboxState.Withheld, now) })];

        // The row first: whoever is about to send loses it, and only then is the person free.
        IReadOnlyList<Versioned<OutboxMessage>> written = await outbox.ReplaceAsync(book, wave, withheld, cancellationToken);
        await ReleaseAsync(book, wave, written.Select(row => row.Value), cancellationToken);
        return written;
    }

    /// <summary>Frees the people of messages that were not sent.</summary>
    public Task ReleaseAsync(ContactBook book, WaveId wave, IEnumerable<OutboxMessage> unsent, CancellationToken cancellationToken)
    {
        var released = new ContactEvent.Released(ContactAct.ForWave(wave.Value)) { Unsent = true };
        return Parallel.ForEachAsync(unsent, Options(cancellationToken), async (message, cancelled) => await contacts.ApplyAsync(book, message.Person, released, cancelled));
    }

    /// <summary>The register's word of now, and where to reach the person: the message goes the way it was planned, or not at all.</summary>
    private bool IsSelected(WaveRun run, PageMessage message, Contact contact) =>
        message.IsThere
        && WaveSelection.Judge(run.Wave.Plan, message.Entry, contact, run.Book, run.Act, time.GetUtcNow()) == SelectionOutcome.Selected
        && WaveSelection.ChannelFor(run.Wave.Plan, message.Entry.Person) == message.Message.Channel;

    private static ParallelOptions Options(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
}
