using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;

namespace Outreach.LocalHost.Demonstration;

/// <summary>What happens while a wave is under way: people change, one objects whose message is planned, and a doctor asks for a list.</summary>
internal sealed class MeanwhileSteps(HttpClient http, IStoryStage stage, OutreachStage look, SentMessages sent, StepReport report, string campaign)
{
    private const int Polls = 400;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Between the preview and the first message.</summary>
    public Task ChangeAsync(SyntheticPerson moved, SyntheticPerson vaccinated, CancellationToken cancellationToken) =>
        report.RunAsync("Before it is sent the register says that one of these people has chosen a doctor, and another is vaccinated", async () =>
        {
            var register = new InsurerClient(http, await stage.SignInAsync(Story.RegisterAgent, cancellationToken));
            int applied = await register.UpdateRegisterAsync(campaign, moved, vaccinated);
            StepFailedException.Require(applied == 2, $"{applied} people were updated");
            return "2 people updated";
        });

    /// <summary>The wave may send so many e-mails a minute: those of the last part are planned while the first go out.</summary>
    public async Task<SyntheticPerson> ObjectAsync(string wave, IReadOnlyList<SyntheticPerson> people, CancellationToken cancellationToken)
    {
        SyntheticPerson person = await report.RunAsync("The first messages go out, others are planned and wait for their turn", async () =>
        {
            IReadOnlyDictionary<PatientId, OutboxMessage> messages = await FindPlannedAsync(wave, people, cancellationToken);

            // Parts go out by the ids of their messages: the last id has the longest to wait.
            PatientId last = messages.Where(one => one.Value is { State: OutboxState.Planned, Channel: OutreachChannel.Email }).MaxBy(one => one.Value.Id.Value, StringComparer.Ordinal).Key;
            return (
                people.Single(one => one.Person.Id == last),
                string.Join(", ", messages.Values.CountBy(message => message.State).OrderBy(state => state.Key).Select(state => $"{state.Value} {state.Key}")));
        });
        await report.RunAsync("A person whose message is planned objects, by a link as messages have it", async () =>
        {
            ObjectionReceipt receipt = await (await ClientOfAsync(person, cancellationToken)).ObjectAsync(cancellationToken);
            OutboxState now = (await look.ReadMessagesAsync(campaign, wave, [person], cancellationToken))[person.Person.Id].State;
            StepFailedException.Require(now is OutboxState.Planned or OutboxState.Withheld, $"the message was {now} already");
            return $"receipt {receipt.Number}";
        });
        return person;
    }

    /// <param name="patients">Whom the list must have, and nobody else.</param>
    public async Task AskAsync(PracticeClient doctor, WaveClient agent, string wave, IReadOnlyList<SyntheticPerson> patients, CancellationToken cancellationToken)
    {
        (Manifest manifest, string state) = await report.RunAsync("Meanwhile a doctor asks for the list of own patients, and gets it while the wave is being sent", async () =>
        {
            (_, Uri? status) = await doctor.AskAsync(campaign, "inform-unvaccinated");
            Manifest made = await doctor.WaitAsync(status ?? throw new StepFailedException("the request was refused"), static _ => { }, cancellationToken);
            await sent.LookAsync(cancellationToken);
            return ((made, (await agent.ReadAsync(wave, cancellationToken)).State), $"{made.Rows} rows, {made.LeftOut} left out");
        });
        await report.RunAsync("The doctor's own patients are on it, and whoever chose this doctor a moment ago; the wave holds none of them", async () =>
        {
            OpenedList list = await OpenedList.ReadAsync(doctor, manifest);
            StepFailedException.Require(
                list.Rows.Count == patients.Count && list.LeftOut == 0 && patients.All(person => list.Find(person.Person) is not null),
                $"{list.Rows.Count} rows instead of {patients.Count}, {list.LeftOut} left out");
            return $"{list.Rows.Count} rows, the wave is {state}";
        });
    }

    /// <summary>What the person who was written to holds afterwards.</summary>
    public Task<PersonClient> ReadStatementsAsync(SyntheticPerson objected, SyntheticPerson informed, CancellationToken cancellationToken) =>
        report.RunAsync("Who objected reads of an objection and of no message; who was written to reads of one message", async () =>
        {
            Statement first = await (await ClientOfAsync(objected, cancellationToken)).ReadStatementAsync(cancellationToken);
            PersonClient holder = await ClientOfAsync(informed, cancellationToken);
            Statement second = await holder.ReadStatementAsync(cancellationToken);
            StepFailedException.Require(
                first is { Objection.By: nameof(ObjectionOrigin.Person), Messages: [], Lists: [] } && second is { Objection: null, Messages: [{ SentAt: not null }], Lists: [] },
                "a statement tells something else");
            return (holder, $"objection {first.Objection!.Number}, message of {second.Messages[0].SentAt:HH:mm:ss}");
        });

    private async Task<IReadOnlyDictionary<PatientId, OutboxMessage>> FindPlannedAsync(
        string wave, IReadOnlyList<SyntheticPerson> people, CancellationToken cancellationToken)
    {
        for (int poll = 0; poll < Polls; poll++)
        {
            IReadOnlyDictionary<PatientId, OutboxMessage> messages = await look.ReadMessagesAsync(campaign, wave, people, cancellationToken);
            await sent.LookAsync(cancellationToken);
            if (messages.Values.Any(message => message.State == OutboxState.HandedOver))
            {
                StepFailedException.Require(
                    messages.Values.Any(message => message is { State: OutboxState.Planned, Channel: OutreachChannel.Email }), "everything was sent at once");
                return messages;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        throw new StepFailedException("nothing was sent");
    }

    private async Task<PersonClient> ClientOfAsync(SyntheticPerson person, CancellationToken cancellationToken) =>
        new(http, await stage.ReadContactLinkAsync(campaign, person.Person.Id, cancellationToken));
}
