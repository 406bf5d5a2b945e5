using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Contacts;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

/// <summary>Whatever happens in whatever order to a few people: lists, joint doctors, waves, objections, closures, releases, imports.</summary>
public sealed class ContactProperties
{
    private static readonly PractitionerRef[] Doctors = [.. "0123".Select(digit => new PractitionerRef(new string(digit, 32)))];
    private static readonly PatientRef[] People = [.. "abc".Select(digit => new PatientRef(new string(digit, 32)))];

    [Property(MaxTest = 300)]
    [Trait("threat", "54")]
    [Trait("threat", "55")]
    public void Ledger_AnyInterleaving_KeepsTheCapTheObjectionsAndTheClaims((byte What, byte Who, byte Act)[] steps, byte cap)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var world = new World(1 + (cap % 3));

        foreach ((byte what, byte who, byte act) in steps)
        {
            world.Step(what, People[who % People.Length], act);
        }

        world.RequireNoClaimLost();
    }

    [Property(MaxTest = 300)]
    [Trait("threat", "54")]
    public void Ledger_CapOfOne_SolicitsNobodyTwice((byte What, byte Who, byte Act)[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var world = new World(cap: 1);

        foreach ((byte what, byte who, byte act) in steps)
        {
            world.Step(what, People[who % People.Length], act);
            Assert.All(People, person => Assert.InRange(world.Find(person).Solicitations, 0, 1));
        }
    }

    /// <summary>A ledger, and beside it what must be true of each answer.</summary>
    private sealed class World
    {
        private readonly FakeTimeProvider _time = new();
        private readonly InMemoryContactLedger _ledger;
        private readonly ContactAct[] _acts =
        [
            .. Doctors.SelectMany(doctor => new[] { ContactAct.For(doctor, ListId.Create()), ContactAct.For(doctor, ListId.Create()) }),
            ContactAct.ForWave(RandomId.Create()),
            ContactAct.ForWave(RandomId.Create()),
            ContactAct.ForWave(RandomId.Create()),
        ];

        private ContactBook _book;

        public World(int cap)
        {
            _ledger = new InMemoryContactLedger(_time);
            _book = new ContactBook(SamplePeople.NewCampaign(), SamplePeople.Secret, cap, Generation: 1);
        }

        public Contact Find(PatientRef person) => _ledger.FindAsync(_book, person, default).GetAwaiter().GetResult();

        public void Step(byte what, PatientRef person, byte which)
        {
            ContactAct act = _acts[which % _acts.Length];
            PractitionerRef doctor = Doctors[which % Doctors.Length];
            switch (what % 12)
            {
                case < 4:
                    Claim(act);
                    break;
                case 4:
                    Apply(person, new ContactEvent.Objected(new Objection(RandomId.Create(), _time.GetUtcNow(), ObjectionOrigin.Agent)));
                    break;
                case 5:
                    Apply(person, new ContactEvent.ObjectionWithdrawn());
                    break;
                case 6:
                    Apply(person, new ContactEvent.Closed(doctor.Value));
                    break;
                case 7:
                    Apply(person, new ContactEvent.Reopened(doctor.Value));
                    break;
                case 8:
                    Apply(person, new ContactEvent.Released(act));
                    break;
                case 9:
                    Apply(person, new ContactEvent.Solicited(act, _book.Generation));
                    break;
                case 10:
                    Apply(person, new ContactEvent.Updated(new RegisterUpdate(_book.Generation, which % 3 != 0, [doctor.Value])));
                    break;
                default:
                    _book = _book with { Generation = _book.Generation + 1 };
                    _time.Advance(TimeSpan.FromHours(13));
                    break;
            }

            Assert.All(People, each => Assert.InRange(Find(each).Solicitations, 0, _book.Cap));
            Assert.All(People, each => Assert.InRange(Holders(Find(each)), 0, 1));
        }

        /// <summary>Once every act that can still end has ended, whoever has room under the cap and did not object may be claimed by somebody new.</summary>
        public void RequireNoClaimLost()
        {
            Array.ForEach(_acts, act => _ledger.EndAsync(_book, act, default).GetAwaiter().GetResult());
            _book = _book with { Generation = _book.Generation + 1 };
            var later = ContactAct.For(new PractitionerRef(RandomId.Create()), ListId.Create());
            foreach (PatientRef person in People)
            {
                Contact contact = Find(person);
                Assert.All(contact.Claims, claim => Assert.NotNull(claim.SolicitedAt));
                bool free = contact is { Objection: null, Closure: null } && Holders(contact) == 0 && contact.Solicitations < _book.Cap;
                Assert.Equal(free, _ledger.ClaimAsync(_book, later, [person], default).GetAwaiter().GetResult().Count == 1);
            }
        }

        private void Claim(ContactAct act)
        {
            Dictionary<PatientRef, Contact> before = People.ToDictionary(person => person, Find);
            foreach (PatientRef person in _ledger.ClaimAsync(_book, act, People, default).GetAwaiter().GetResult())
            {
                Contact known = before[person];
                Assert.Null(known.Objection);
                Assert.True(known.Closure is not { } closure || closure.Practitioner == act.Holder, "Somebody else was granted a person whom a doctor had closed.");
                bool isNew = known.ClaimOf(act) is null;
                Assert.False(isNew && act.Side == ContactSide.Insurer && Holders(known) > 0, "The insurer was granted a doctor's person.");
            }
        }

        private void Apply(PatientRef person, ContactEvent happened) => _ledger.ApplyAsync(_book, person, happened, default).GetAwaiter().GetResult();

        private static int Holders(Contact contact) => contact.Claims
            .Where(claim => claim.Act.Side == ContactSide.Practitioner).Select(claim => claim.Act.Holder).Distinct(StringComparer.Ordinal).Count();
    }
}
