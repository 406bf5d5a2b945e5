using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Some of a wave's reconciliation.</summary>
/// <param name="Tally">Of the messages looked at.</param>
/// <param name="Next">Where to go on; null at the end.</param>
/// <param name="IsCut">Whether the campaign ended first: the rest cannot be looked at any more, and what was counted is not the whole.</param>
public sealed record ReconciledPage(WaveTally Tally, string? Next, bool IsCut = false)
{
    /// <summary>What is counted with it; nothing where the count cannot be brought to its end.</summary>
    public WaveTally After(WaveTally? counted) => IsCut ? WaveTally.None : (counted ?? WaveTally.None) + Tally;
}

/// <summary>Brings every message of a wave that nobody works at any more to exactly one end: sent, withheld and free again, refused, or uncertain (threat 56).</summary>
/// <remarks>Safe to run twice and after a kill. Outbox, ledger and what the channel knows are compared; the channel is believed about what was sent, the outbox about what was not.</remarks>
public sealed class ReconcileWaveHandler(ContactBooks books, CampaignGate gate, IOutboxStore outbox, Solicitations solicitations, PartReceipts receipts)
{
    public async Task<ReconciledPage> RunAsync(CampaignId campaignId, WaveId wave, string? after, CancellationToken cancellationToken)
    {
        // A campaign that is over has no secret: nobody of it can be asked for, and its rows are about to go.
        if (await gate.FindOpenAsync(campaignId, cancellationToken) is not { } campaign || await books.RequireAsync(campaignId, cancellationToken) is not { } book)
        {
            return new ReconciledPage(WaveTally.None, Next: null, IsCut: true);
        }

        OutboxPage page = await outbox.ReadAsync(book, wave, after, cancellationToken);
        IReadOnlyList<Versioned<OutboxMessage>> settled = await receipts.SettleAsync(campaign, book, wave, page.Messages, cancellationToken);
        Versioned<OutboxMessage>[] unsent = [.. settled.Where(row => !row.Value.IsOver)];
        IReadOnlyList<Versioned<OutboxMessage>> withheld = await solicitations.WithholdAsync(book, wave, unsent, cancellationToken);

        // Withheld earlier, by somebody who may have been killed before the person was free.
        await solicitations.ReleaseAsync(book, wave, settled.Select(row => row.Value).Where(message => message.State == OutboxState.Withheld), cancellationToken);
        WaveTally tally = MessageTally.Of(settled.Where(row => row.Value.IsOver).Concat(withheld).Select(row => row.Value));

        // Somebody else reconciles as well: what it moved is counted when it is read again.
        return withheld.Count == unsent.Length ? new ReconciledPage(tally, page.Next)
            : throw new TransientDependencyException("Messages of the wave change while they are counted.");
    }
}

/// <summary>Asks channels about messages whose hand-over was cut short.</summary>
public sealed class PartReceipts(IOutboxStore outbox, OutreachChannels channels, TimeProvider time)
{
    /// <summary>All messages as they stand afterwards; of those still being attempted it is known that they were not taken.</summary>
    public async Task<IReadOnlyList<Versioned<OutboxMessage>>> SettleAsync(
        Campaign campaign, ContactBook book, WaveId wave, IReadOnlyList<Versioned<OutboxMessage>> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Dictionary<MessageId, Versioned<OutboxMessage>> all = messages.ToDictionary(row => row.Value.Id);
        List<Versioned<OutboxMessage>> ended = [];
        foreach (var part in messages.Where(row => row.Value.State == OutboxState.Attempting).GroupBy(row => row.Value.PartOf(wave)))
        {
            WavePart name = part.Key ?? throw new InvalidOperationException("A message is being handed over without a part.");
            IReadOnlySet<MessageId>? taken = await channels[name.Channel].FindTakenAsync(campaign, name, cancellationToken);
            OutboxState state = taken is null ? OutboxState.Uncertain : OutboxState.HandedOver;
            ended.AddRange(part.Where(row => taken?.Contains(row.Value.Id) != false).Select(row => row with { Value = row.Value.Next(state, time.GetUtcNow()) }));
        }

        IReadOnlyList<Versioned<OutboxMessage>> written = await outbox.ReplaceAsync(book, wave, ended, cancellationToken);
        foreach (Versioned<OutboxMessage> row in written)
        {
            all[row.Value.Id] = row;
        }

        return written.Count == ended.Count ? [.. messages.Select(row => all[row.Value.Id])]
            : throw new TransientDependencyException("Messages of the wave change while they are counted.");
    }
}
