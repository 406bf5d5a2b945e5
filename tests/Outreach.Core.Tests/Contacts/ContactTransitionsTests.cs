using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

/// <summary>Every state of a contact by every event.</summary>
public sealed class ContactTransitionsTests
{
    /// <summary>D: done. A: already. R: refused. Columns are <see cref="Events"/>, in order.</summary>
    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["free"] = "DDDDAARRDARRRD",
        ["doctor"] = "ADRRDARDDADRAD",
        ["joint"] = "RRARAARRDARDRD",
        ["wave"] = "RRRAADDRDARRRD",
        ["sent"] = "RRRAARARDARRRD",
        ["objected"] = "RRRRAARRADRRRD",
        ["doctor, objected"] = "RRRRDARRADDRAD",
        ["closed"] = "ADRRDARRDAARDD",
        ["closed a day ago"] = "ADRRDARRDAARRD",
        ["ineligible"] = "RRRRAARRDARRRD",
        ["moved"] = "RRRRDARRDADRAD",
    };

    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly PractitionerRef Doctor = new("0123456789abcdef0123456789abcdef");
    private static readonly PractitionerRef Joint = new("fedcba9876543210fedcba9876543210");
    private static readonly ContactAct List = ContactAct.For(Doctor, ListId.Create());
    private static readonly ContactAct Again = ContactAct.For(Doctor, ListId.Create());
    private static readonly ContactAct Other = ContactAct.For(Joint, ListId.Create());
    private static readonly ContactAct Wave = ContactAct.ForWave(RandomId.Create());
    private static readonly Objection Objection = new(RandomId.Create(), Now, ObjectionOrigin.Person);

    private static readonly (string Name, ContactEvent Event)[] Events =
    [
        ("claim", Claim(List)),
        ("claim again", Claim(Again)),
        ("claim jointly", Claim(Other)),
        ("claim a wave", Claim(Wave)),
        ("release", new ContactEvent.Released(List)),
        ("release a wave", new ContactEvent.Released(Wave)),
        ("solicit by a wave", new ContactEvent.Solicited(Wave, 1)),
        ("solicit", new ContactEvent.Solicited(List, 1)),
        ("object", new ContactEvent.Objected(Objection)),
        ("withdraw", new ContactEvent.ObjectionWithdrawn()),
        ("close", new ContactEvent.Closed(Doctor.Value)),
        ("close jointly", new ContactEvent.Closed(Joint.Value)),
        ("reopen", new ContactEvent.Reopened(Doctor.Value)),
        ("update", new ContactEvent.Updated(new RegisterUpdate(1, Eligible: true, [Doctor.Value]))),
    ];

    public static TheoryData<string> States => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(States))]
    [Trait("threat", "54")]
    [Trait("threat", "55")]
    public void Next_EveryEvent_IsAnsweredAsTabled(string state)
    {
        Contact contact = ContactOf(state);

        foreach (((string name, ContactEvent happened), char answer) in Events.Zip(Answers[state]))
        {
            ContactStep step = ContactTransitions.Next(contact, happened, Now);

            Assert.True(step.Answer.ToString()[0] == answer, $"{state}, {name}: {step.Answer} instead of {answer}.");
            Assert.Equal(step.Answer != ContactAnswer.Done, ReferenceEquals(contact, step.Contact));
        }
    }

    [Fact]
    public void Table_AsLongAsTheEvents_ForgetsNone() => Assert.All(Answers.Values, answers => Assert.Equal(Events.Length, answers.Length));

    [Fact]
    [Trait("threat", "54")]
    public void Claim_UnderAHigherCap_AWaveMayFollowAWaveAndADoctorButNeverADoctorAWave()
    {
        Contact twoWaves = After(Contact.Unknown, Claim(Wave, cap: 2), Claim(ContactAct.ForWave(RandomId.Create()), cap: 2));
        Contact waveThenDoctor = After(Contact.Unknown, Claim(Wave, cap: 2), Claim(List, cap: 2));

        Assert.Equal((2, 2), (twoWaves.Solicitations, waveThenDoctor.Solicitations));
        Assert.Equal(ContactAnswer.Refused, ContactTransitions.Next(twoWaves, Claim(List, cap: 2), Now).Answer);
        Assert.Equal(ContactAnswer.Refused, ContactTransitions.Next(waveThenDoctor, Claim(Other, cap: 9), Now).Answer);
        Assert.Equal(ContactAnswer.Refused, ContactTransitions.Next(ContactOf("doctor"), Claim(Wave, cap: 9), Now).Answer);
    }

    /// <summary>Were the message held back from those alone whom the doctor closed, the insurer would know these (C12).</summary>
    [Theory]
    [InlineData("holds")]
    [InlineData("closed")]
    [InlineData("closed and reopened")]
    [Trait("threat", "59")]
    public void Solicit_ByAWaveThatADoctorFollowed_IsRefusedWhateverTheDoctorDid(string what)
    {
        Contact both = After(Contact.Unknown, Claim(Wave, cap: 2), Claim(List, cap: 2));
        var closed = new ContactEvent.Closed(Doctor.Value);
        Contact contact = what switch { "holds" => both, "closed" => After(both, closed), _ => After(both, closed, new ContactEvent.Reopened(Doctor.Value)) };

        Assert.Equal(ContactAnswer.Refused, ContactTransitions.Next(contact, new ContactEvent.Solicited(Wave, 1), Now).Answer);
        Assert.Equal(ContactAnswer.Done, ContactTransitions.Next(After(both, new ContactEvent.Released(List)), new ContactEvent.Solicited(Wave, 1), Now).Answer);
    }

    [Theory]
    [InlineData(-1, ContactAnswer.Done)]
    [InlineData(0, ContactAnswer.Refused)]
    public void Reopen_OneTickEitherSideOfTheUndoPeriod_IsPossibleUntilThen(long ticks, ContactAnswer expected) =>
        Assert.Equal(
            expected,
            ContactTransitions.Next(ContactOf("closed"), new ContactEvent.Reopened(Doctor.Value), (Now + ContactTransitions.UndoPeriod).AddTicks(ticks)).Answer);

    [Fact]
    public void IsBarred_UpdateOfAnOlderImport_CountsNoMore()
    {
        Contact moved = ContactOf("moved");

        Assert.True(ContactTransitions.IsBarred(moved, List, generation: 1));
        Assert.False(ContactTransitions.IsBarred(moved, List, generation: 2));
        Assert.False(ContactTransitions.IsBarred(moved, Wave, generation: 1));
    }

    [Fact]
    public void ToString_OfAContact_TellsNothing() => Assert.Equal("contact", ContactOf("closed").ToString());

    private static Contact ContactOf(string state) => state switch
    {
        "free" => Contact.Unknown,
        "doctor" => Holding(List),
        "joint" => Holding(Other),
        "wave" => Holding(Wave),
        "sent" => After(Holding(Wave), new ContactEvent.Solicited(Wave, 1)),
        "objected" => Contact.Unknown with { Objection = Objection },
        "doctor, objected" => Holding(List) with { Objection = Objection },
        "closed" => Holding(List) with { Closure = new ContactClosure(Doctor.Value, Now) },
        "closed a day ago" => Holding(List) with { Closure = new ContactClosure(Doctor.Value, Now - ContactTransitions.UndoPeriod) },
        "ineligible" => Contact.Unknown with { Update = new RegisterUpdate(1, Eligible: false, [Doctor.Value]) },
        "moved" => Holding(List) with { Update = new RegisterUpdate(1, Eligible: true, [Joint.Value]) },
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };

    private static Contact Holding(ContactAct act) => After(Contact.Unknown, Claim(act));

    private static Contact After(Contact contact, params ContactEvent[] events) =>
        events.Aggregate(contact, (known, happened) => ContactTransitions.Next(known, happened, Now).Contact);

    private static ContactEvent.Claimed Claim(ContactAct act, int cap = 1) => new(act, cap, Generation: 1);
}
