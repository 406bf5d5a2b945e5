using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Claims the people of a page and writes their messages down, in this order: a message without a claim does not exist (C7).</summary>
/// <remarks>Safe to run twice and after a kill at any step: claims and rows that are there are met again.</remarks>
public sealed class PagePlanner(IContactLedger contacts, IOutboxStore outbox, IWaveAllowances allowances, TimeProvider time)
{
    /// <summary>Messages of the page's people, whatever has become of them.</summary>
    public async Task<IReadOnlyList<PageMessage>> PlanAsync(WaveRun run, PageTurn turn, RegisterPage page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(page);
        DateTimeOffset now = time.GetUtcNow();
        Dictionary<PatientRef, RegisterEntry> selected = page.People
            .Where(entry => WaveSelection.Judge(run.Wave.Plan, entry, Contact.Unknown, run.Book, run.Act, now) == SelectionOutcome.Selected)
            .DistinctBy(entry => entry.Ref).ToDictionary(entry => entry.Ref);
        OutboxMessage[] wanted = [.. selected.Values.Select(entry => NewMessage(run, turn, entry, now)).OrderBy(message => message.Id.Value, StringComparer.Ordinal)];
        PageRoom room = await PageRoom.TakeAsync(allowances, outbox, run, turn, wanted, cancellationToken);

        IReadOnlySet<PatientRef> granted = await contacts.ClaimAsync(run.Book, run.Act, [.. room.Allowed.Select(message => message.Person)], cancellationToken);
        OutboxMessage[] claimed = [.. room.Allowed.Where(message => granted.Contains(message.Person))];
        IReadOnlyList<Versioned<OutboxMessage>> rows = await outbox.AddAsync(run.Book, run.Wave.Id, claimed, cancellationToken);
        await room.SettleAsync(claimed, cancellationToken);
        await ReleaseWithheldAsync(run, rows, cancellationToken);
        return [.. rows.Select(row => new PageMessage(row, selected[row.Value.Person]))];
    }

    /// <summary>Whoever is met again after the message was withheld gets none of this wave: nobody is held for it until its end.</summary>
    private async Task ReleaseWithheldAsync(WaveRun run, IEnumerable<Versioned<OutboxMessage>> rows, CancellationToken cancellationToken)
    {
        var released = new ContactEvent.Released(run.Act) { Unsent = true };
        foreach (Versioned<OutboxMessage> row in rows.Where(row => row.Value.State == OutboxState.Withheld))
        {
            await contacts.ApplyAsync(run.Book, row.Value.Person, released, cancellationToken);
        }
    }

    private static OutboxMessage NewMessage(WaveRun run, PageTurn turn, RegisterEntry entry, DateTimeOffset now) => new(
        run.Book.Secret.For(run.Wave.Id, entry.Ref), entry.Ref, turn.Shard, turn.Page, turn.Generation,
        WaveSelection.ChannelFor(run.Wave.Plan, entry.Person) ?? throw new InvalidOperationException("A person without a channel was selected."))
    {
        At = now,
    };
}
