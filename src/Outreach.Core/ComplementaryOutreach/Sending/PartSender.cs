using Outreach.Core.Contacts;
using Outreach.Core.Lists;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Writes a person's message; its words and its link exist nowhere else.</summary>
public sealed class MessageWriter(IMessageRenderer renderer, PublicAddress address)
{
    public OutgoingMessage Write(WaveRun run, PageMessage message)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(message);
        Uri link = address.ContactLink(ContactLink.Create(run.Book, message.Message.Person));
        var values = new MessageValues(message.Entry.Person, run.Campaign.Title, link);
        return new OutgoingMessage(message.Message.Id, message.Entry.Person, renderer.Render(run.Template, message.Message.Channel, values));
    }
}

/// <summary>Hands one part over: ask the ledger, mark, hand over, confirm; each step leaves word for whoever comes after a kill.</summary>
public sealed class PartSender(Solicitations solicitations, IOutboxStore outbox, OutreachChannels channels, MessageWriter writer, TimeProvider time)
{
    /// <summary>Messages of this channel that one part may hold.</summary>
    public int LargestPart(OutreachChannel channel) => channels[channel].LargestPart;

    /// <summary>Hands over what of a part may go out now. All of its messages are planned, or known not to have been taken.</summary>
    public async Task SendAsync(WaveRun run, PageTurn turn, PartWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(work);
        IReadOnlyList<PageMessage> allowed = await solicitations.RequireAsync(run, work.Messages, cancellationToken);
        IReadOnlyList<PageMessage> marked = await WriteAsync(run, allowed, message => message.State == OutboxState.Attempting ? message : Mark(message, turn, work.Part), cancellationToken);
        if (marked.Count == 0)
        {
            return;
        }

        OutgoingMessage[] outgoing = [.. marked.Select(message => writer.Write(run, message))];
        try
        {
            IReadOnlyDictionary<MessageId, HandOverOutcome> outcomes =
                await channels[work.Part.Channel].HandOverAsync(run.Campaign, work.Part, outgoing, cancellationToken);
            await WriteAsync(run, marked, message => message.Next(StateOf(turn, message, outcomes), time.GetUtcNow()), cancellationToken);
        }
        catch (TransientDependencyException away) when (away.NothingTaken)
        {
            // Known now, and by nobody later: a mail server that was never reached makes nobody uncertain.
            await WriteAsync(run, marked, message => message.Next(OutboxState.Planned, time.GetUtcNow()), cancellationToken);
            throw;
        }
    }

    /// <summary>Settles messages of a part whose hand-over was cut short. Those that are known not to have been taken are left, to be asked for again under the same part.</summary>
    public async Task<IReadOnlyList<PageMessage>> ResolveAsync(WaveRun run, PartWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(work);
        IReadOnlySet<MessageId>? taken = await channels[work.Part.Channel].FindTakenAsync(run.Campaign, work.Part, cancellationToken);
        PageMessage[] settled = [.. work.Messages.Where(message => taken?.Contains(message.Message.Id) != false)];
        OutboxState state = taken is null ? OutboxState.Uncertain : OutboxState.HandedOver;
        await WriteAsync(run, settled, message => message.Next(state, time.GetUtcNow()), cancellationToken);
        return [.. work.Messages.Except(settled)];
    }

    private OutboxMessage Mark(OutboxMessage message, PageTurn turn, WavePart part) => message.Next(OutboxState.Attempting, time.GetUtcNow()) with
    {
        Shard = part.Shard,
        Page = part.Page,
        Generation = turn.Generation,
        Part = part.Number,
    };

    /// <summary>Who is put off again and again must not keep the page, and everybody after it, for good.</summary>
    private static OutboxState StateOf(PageTurn turn, OutboxMessage message, IReadOnlyDictionary<MessageId, HandOverOutcome> outcomes) =>
        !outcomes.TryGetValue(message.Id, out HandOverOutcome outcome) ? OutboxState.Uncertain : outcome switch
        {
            HandOverOutcome.Taken => OutboxState.HandedOver,
            HandOverOutcome.Refused => OutboxState.Refused,
            HandOverOutcome.PutOff => turn.PutOff < PageTurn.MostPutOff ? OutboxState.Planned : OutboxState.Refused,
        };

    /// <summary>Those that were written; the others are somebody else's now.</summary>
    private async Task<IReadOnlyList<PageMessage>> WriteAsync(
        WaveRun run, IReadOnlyList<PageMessage> messages, Func<OutboxMessage, OutboxMessage> change, CancellationToken cancellationToken)
    {
        Dictionary<MessageId, PageMessage> known = messages.ToDictionary(message => message.Message.Id);
        Versioned<OutboxMessage>[] rows = [.. messages.Select(message => message.Row with { Value = change(message.Message) })];
        Versioned<OutboxMessage>[] same = [.. rows.Where(row => row.Value == known[row.Value.Id].Message)];
        IReadOnlyList<Versioned<OutboxMessage>> written = await outbox.ReplaceAsync(run.Book, run.Wave.Id, [.. rows.Except(same)], cancellationToken);
        return [.. same.Concat(written).Select(row =>
        {
            known[row.Value.Id].Row = row;
            return known[row.Value.Id];
        })];
    }
}
