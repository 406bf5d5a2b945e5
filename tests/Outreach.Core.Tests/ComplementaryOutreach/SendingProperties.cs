using System.Collections.Immutable;
using FsCheck.Xunit;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

/// <summary>Whatever happens in whatever order while a wave runs: objections, doctors, updates, imports, kills and lost answers after any step, a cancellation.</summary>
public sealed class SendingProperties
{
    [Property(MaxTest = 200)]
    [Trait("threat", "54")]
    [Trait("threat", "55")]
    [Trait("threat", "56")]
    public async Task Wave_AnyInterleaving_WritesToNobodyTwice_NorAfterAnObjection_AndLosesNobody((byte What, byte Who, byte After)[] events, byte cap)
    {
        ArgumentNullException.ThrowIfNull(events);
        using SendingWorld world = await SendingWorld.CreateAsync(people: 7, cap: 1 + (cap % 2));
        var story = new Story(world, new Queue<(byte What, byte Who, byte After)>(events));

        await SendingStory.PlayAsync(world, story.NextAsync);

        await world.RequireSettledAsync();
        story.RequireObjectionsKept();
    }

    /// <summary>The same steps, every one of them killed in turn: nothing is left to chance.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task Wave_KilledAfterEachOfItsSteps_EndsTheSame()
    {
        int steps = int.MaxValue;
        for (int step = 1; step <= steps; step++)
        {
            using SendingWorld world = await SendingWorld.CreateAsync(people: 3);
            (int Steps, bool Killed) seen = (0, false);
            await SendingStory.PlayAsync(world, () =>
            {
                // Counted over the whole wave: the plan is set before its first turn, and goes on with every other.
                if (!seen.Killed)
                {
                    world.Faults.KillAfter(step);
                    seen.Killed = true;
                }

                seen.Steps = Math.Max(seen.Steps, world.Faults.Steps);
                return Task.CompletedTask;
            });

            await world.RequireSettledAsync();
            Assert.Equal(9, (await world.MessagesAsync()).Count);
            Assert.Equal(9, world.Email.Taken.Count + world.Sms.Taken.Count + (await world.MessagesAsync()).Count(Lost(world)));
            steps = step == 1 ? await CountAsync() : steps;
        }

        Assert.InRange(steps, 50, 400);
    }

    /// <summary>An e-mail that was marked and not taken before the kill: the channel cannot say, so it is not sent, and is counted as what it is.</summary>
    private static Func<OutboxMessage, bool> Lost(SendingWorld world) =>
        message => message.State == OutboxState.Uncertain && world.Email.Taken.All(taken => taken.Id != message.Id);

    private static async Task<int> CountAsync()
    {
        using SendingWorld world = await SendingWorld.CreateAsync(people: 3);
        await SendingStory.PlayAsync(world);
        return world.Faults.Steps;
    }

    private sealed class Story(SendingWorld world, Queue<(byte What, byte Who, byte After)> events)
    {
        private readonly Dictionary<PatientRef, int> _takenBeforeObjection = [];

        /// <summary>Before each turn one event is put somewhere into it.</summary>
        public Task NextAsync()
        {
            if (!events.TryDequeue(out (byte What, byte Who, byte After) next))
            {
                return Task.CompletedTask;
            }

            RegisterEntry person = world.People[next.Who % world.People.Count];
            int step = world.Faults.Steps + 1 + (next.After % 40);
            switch (next.What % 10)
            {
                case 0:
                    world.Faults.KillAfter(step);
                    break;
                case 1:
                    world.Faults.LoseAnswerOf(step);
                    break;
                case 2:
                    world.Faults.Repeat(step);
                    break;
                case 9 when next.Who % 5 == 0:
                    world.Cancel();
                    break;
                default:
                    world.Faults.Meanwhile(step, () => HappensAsync(next.What % 10, person));
                    break;
            }

            return Task.CompletedTask;
        }

        /// <summary>Whom the ledger had not marked as written to when the objection was acknowledged, is not.</summary>
        public void RequireObjectionsKept() => Assert.All(
            _takenBeforeObjection, objected => Assert.Equal(objected.Value, Taken(objected.Key)));

        private async Task HappensAsync(int what, PatientRef person, RegisterEntry entry)
        {
            PractitionerRef doctor = new(RandomId.Create());
            switch (what)
            {
                case 3 or 4:
                    bool begun = (await world.Stores.Ledger.FindAsync(world.Book, person, default)).ClaimOf(world.Act)?.SolicitedAt is not null;
                    await world.ObjectAsync(person);
                    if (!begun)
                    {
                        _takenBeforeObjection.TryAdd(person, Taken(person));
                    }

                    break;
                case 5:
                    await world.Stores.Ledger.ClaimAsync(world.Book, ContactAct.For(doctor, ListId.Create()), [person], default);
                    break;
                case 6:
                    await world.ApplyAsync(person, new ContactEvent.Updated(new RegisterUpdate(world.Pages.Generation, entry.Person.GivenName.Length % 2 == 0, ImmutableArray.Create(doctor.Value))));
                    break;
                case 7:
                    world.Import(world.People.OrderBy(one => SamplePeople.Secret.For(world.Wave.Id, one.Ref).Value.GetHashCode(StringComparison.Ordinal) ^ world.Pages.Generation));
                    break;
                default:
                    world.Pages.Update(person, known => known with { Vaccinated = true });
                    break;
            }
        }

        private Task HappensAsync(int what, RegisterEntry entry) => HappensAsync(what, entry.Ref, entry);

        private int Taken(PatientRef person)
        {
            MessageId id = world.Secret.For(world.Wave.Id, person);
            return world.Email.Taken.Concat(world.Sms.Taken).Count(message => message.Id == id);
        }
    }
}
