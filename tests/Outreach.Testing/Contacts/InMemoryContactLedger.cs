using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Testing.Contacts;

/// <summary>A contact ledger in memory; held to <see cref="ContactLedgerContract"/>.</summary>
public sealed class InMemoryContactLedger(TimeProvider time) : IContactLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(CampaignId Campaign, PatientRef Person), Contact> _rows = [];
    private readonly Dictionary<(CampaignId Campaign, ContactAct Act), KeptAct> _acts = [];

    /// <summary>Whether it does not answer.</summary>
    public bool Fails { get; set; }

    /// <summary>Acts of which something is kept, besides the claims.</summary>
    public IReadOnlyCollection<ContactAct> Acts
    {
        get
        {
            lock (_lock)
            {
                return [.. _acts.Keys.Select(key => key.Act)];
            }
        }
    }

    public Task<IReadOnlySet<PatientRef>> ClaimAsync(
        ContactBook book, ContactAct act, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(people);
        lock (_lock)
        {
            Answer();
            KeptAct kept = ActOf(book.Campaign, act);
            HashSet<PatientRef> granted = [];
            foreach (PatientRef person in kept.Ended ? [] : people.Distinct())
            {
                kept.People.Add(person);
                if (Apply(book.Campaign, person, new ContactEvent.Claimed(act, book.Cap, book.Generation)).Succeeded)
                {
                    granted.Add(person);
                }
            }

            return Task.FromResult<IReadOnlySet<PatientRef>>(granted);
        }
    }

    public Task EndAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        lock (_lock)
        {
            Answer();
            KeptAct kept = ActOf(book.Campaign, act);
            kept.Ended = true;
            foreach (PatientRef person in kept.People)
            {
                Apply(book.Campaign, person, new ContactEvent.Released(act));
            }

            return Task.CompletedTask;
        }
    }

    public async Task<string?> EndSomeAsync(ContactBook book, ContactAct act, string? after, CancellationToken cancellationToken)
    {
        await EndAsync(book, act, cancellationToken);
        return null;
    }

    public Task ForgetAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Answer();
            _acts.Remove((campaign, act));
            return Task.CompletedTask;
        }
    }

    public Task<ContactStep> ApplyAsync(ContactBook book, PatientRef person, ContactEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        lock (_lock)
        {
            Answer();
            return Task.FromResult(Apply(book.Campaign, person, happened));
        }
    }

    public Task<IReadOnlyDictionary<PatientRef, Contact>> FindManyAsync(
        ContactBook book, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(people);
        lock (_lock)
        {
            Answer();
            return Task.FromResult<IReadOnlyDictionary<PatientRef, Contact>>(
                people.Distinct().Where(person => _rows.ContainsKey((book.Campaign, person))).ToDictionary(person => person, person => _rows[(book.Campaign, person)]));
        }
    }

    public Task<Contact> FindAsync(ContactBook book, PatientRef person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        lock (_lock)
        {
            Answer();
            return Task.FromResult(_rows.GetValueOrDefault((book.Campaign, person), Contact.Unknown));
        }
    }

    public Task<IReadOnlyList<ContactMark>> ReadMarksAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        lock (_lock)
        {
            Answer();
            IReadOnlyList<ContactMark> marks =
            [
                .. _rows.Where(row => row.Key.Campaign == book.Campaign)
                    .Select(row => ContactMark.Of(row.Key.Person, row.Value, act, book.Generation)).OfType<ContactMark>(),
            ];
            return Task.FromResult(_acts.ContainsKey((book.Campaign, act)) ? marks : []);
        }
    }

    public Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Answer();
            (CampaignId, PatientRef)[] rows = [.. _rows.Keys.Where(key => key.Campaign == campaign).Take(most)];
            (CampaignId, ContactAct)[] acts = [.. _acts.Keys.Where(key => key.Campaign == campaign).Take(most - rows.Length)];
            Array.ForEach(rows, row => _rows.Remove(row));
            Array.ForEach(acts, act => _acts.Remove(act));
            return Task.FromResult(rows.Length + acts.Length);
        }
    }

    private void Answer()
    {
        if (Fails)
        {
            throw new TransientDependencyException("The contact ledger does not answer.");
        }
    }

    private ContactStep Apply(CampaignId campaign, PatientRef person, ContactEvent happened)
    {
        ContactStep step = ContactTransitions.Next(_rows.GetValueOrDefault((campaign, person), Contact.Unknown), happened, time.GetUtcNow());
        if (step.Answer == ContactAnswer.Done)
        {
            _rows[(campaign, person)] = step.Contact;
        }

        return step;
    }

    private KeptAct ActOf(CampaignId campaign, ContactAct act)
    {
        if (!_acts.TryGetValue((campaign, act), out KeptAct? kept))
        {
            _acts[(campaign, act)] = kept = new KeptAct();
        }

        return kept;
    }

    private sealed class KeptAct
    {
        public bool Ended { get; set; }

        public HashSet<PatientRef> People { get; } = [];
    }
}
