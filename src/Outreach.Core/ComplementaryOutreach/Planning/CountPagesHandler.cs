using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>Counts what would become of the people of some pages if the wave were sent now. Claims nobody and writes nothing.</summary>
public sealed class CountPagesHandler(IWaveStore waves, ContactBooks books, IRegisterPages pages, IContactLedger ledger, TimeProvider time)
{
    /// <summary>People in memory are those of one page; this many pages make a step worth its history.</summary>
    public const int PagesPerCall = 10;

    public async Task<CountedPages> RunAsync(CampaignId campaign, WaveId id, WaveShard shard, int generation, int first, CancellationToken cancellationToken)
    {
        if (await waves.FindAsync(campaign, id, cancellationToken) is not { Value: { State: WaveState.Previewing } wave }
            || await books.FindAsync(campaign, cancellationToken) is not { } book)
        {
            return new CountedPages(CountOutcome.Stopped, PreviewCounts.None, Next: null);
        }

        Tally tally = new(wave, book, time.GetUtcNow());
        for (int page = first; page < first + PagesPerCall; page++)
        {
            RegisterPage? read = book.Generation == generation
                ? await pages.ReadAsync(campaign, book.Secret, shard, generation, page, cancellationToken)
                : null;
            if (read is null)
            {
                return new CountedPages(CountOutcome.Superseded, PreviewCounts.None, Next: null);
            }

            tally.Add(read.People, await ledger.FindManyAsync(book, [.. read.People.Where(tally.IsOpen).Select(entry => entry.Ref)], cancellationToken));
            if (read.IsLast)
            {
                return new CountedPages(CountOutcome.Counted, tally.Counts, Next: null);
            }
        }

        return new CountedPages(CountOutcome.Counted, tally.Counts, first + PagesPerCall);
    }

    private sealed class Tally(Wave wave, ContactBook book, DateTimeOffset now)
    {
        private readonly Dictionary<OutreachChannel, long> _selected = [];
        private readonly Dictionary<SelectionOutcome, long> _leftOut = [];
        private readonly ContactAct _act = ContactAct.ForWave(wave.Id.Value);

        public PreviewCounts Counts => new(_selected, _leftOut);

        /// <summary>Whether the register alone does not leave the person out: most people it does, and the ledger need not be asked about them.</summary>
        public bool IsOpen(RegisterEntry entry) => WaveSelection.Judge(wave.Plan, entry, Contact.Unknown, book, _act, now)
            is not (SelectionOutcome.Deceased or SelectionOutcome.Vaccinated or SelectionOutcome.Objected or SelectionOutcome.OtherDepartment);

        public void Add(IReadOnlyList<RegisterEntry> people, IReadOnlyDictionary<PatientRef, Contact> contacts)
        {
            foreach (RegisterEntry entry in people)
            {
                Contact contact = contacts.GetValueOrDefault(entry.Ref) ?? Contact.Unknown;
                SelectionOutcome outcome = WaveSelection.Judge(wave.Plan, entry, contact, book, _act, now);
                if (outcome != SelectionOutcome.Selected)
                {
                    _leftOut[outcome] = _leftOut.GetValueOrDefault(outcome) + 1;
                }
                else if (WaveSelection.ChannelFor(wave.Plan, entry.Person) is { } channel)
                {
                    _selected[channel] = _selected.GetValueOrDefault(channel) + 1;
                }
            }
        }
    }
}
