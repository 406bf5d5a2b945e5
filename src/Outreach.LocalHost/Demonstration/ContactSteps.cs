using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register.Synthetic;

namespace Outreach.LocalHost.Demonstration;

/// <summary>What becomes of people while lists are open: claimed once, closed by a doctor, vaccinated meanwhile, and objecting.</summary>
internal sealed class ContactSteps(HttpClient http, IStoryStage stage, StepReport report, string campaign)
{
    private readonly HashSet<string> _withdrawn = new(StringComparer.Ordinal);

    /// <param name="insurer">Reads counts.</param>
    /// <param name="first">The first doctor's list, which was asked for before the second's.</param>
    /// <param name="second">The second doctor's.</param>
    /// <param name="expected">Whom they may inform.</param>
    /// <param name="cancellationToken">Ends the steps.</param>
    public async Task RunAsync(
        InsurerClient insurer, Func<Task<OpenedList>> first, Func<Task<OpenedList>> second, ExpectedLists expected, CancellationToken cancellationToken)
    {
        SyntheticPerson[] own = [.. expected.First.Except(expected.Second).Take(4)];
        OpenedList list = await ShareAsync(first, second, expected);
        await CloseAsync(insurer, list, own[0]);
        await VaccinateAsync(list, own[1], cancellationToken);
        await ObjectByLinkAsync(list, own[2], cancellationToken);
        await ObjectByAgentAsync(list, own[3], cancellationToken);
    }

    private Task<OpenedList> ShareAsync(Func<Task<OpenedList>> openFirst, Func<Task<OpenedList>> openSecond, ExpectedLists expected) =>
        report.RunAsync("Both doctors open their lists: whom both treat is on one of them, and the second says how many it leaves out", async () =>
        {
            (OpenedList first, OpenedList second) = (await openFirst(), await openSecond());
            SyntheticPerson[] shared = [.. expected.First.Intersect(expected.Second)];
            StepFailedException.Require(shared.Length > 0, "the two doctors share nobody");
            StepFailedException.Require(
                shared.All(person => first.Find(person.Person) is null != second.Find(person.Person) is null), "a shared person is on both lists, or on none");
            StepFailedException.Require(
                (first.LeftOut, second.LeftOut) == (0, shared.Length) && second.Rows.Count == expected.Second.Count - shared.Length, "the lists leave out another number");
            return (first, $"{shared.Length} shared, {second.Rows.Count} rows, {second.LeftOut} left out");
        });

    private async Task CloseAsync(InsurerClient insurer, OpenedList list, SyntheticPerson person)
    {
        string row = list.RefOf(person.Person);
        string before = await insurer.CountContactsAsync(campaign);
        await report.RunAsync("The doctor closes a row, no longer to contact, without a reason", async () =>
        {
            RowStatus closed = await list.Doctor.CloseRowAsync(list.Id, row);
            Opening opening = await list.OpenAgainAsync();
            StepFailedException.Require(
                closed is { Closed: true, UndoUntil: not null } && opening.Closed.Any(other => other.Ref == row) && opening.Withdrawn.Count == 0, "the row is not closed");
            return "for this doctor, at the next opening too";
        });
        await report.RunAsync("What the insurer counts is the same, byte for byte, as before the row was closed", async () =>
        {
            StepFailedException.Require(await insurer.CountContactsAsync(campaign) == before, "a closed row shows in the insurer's counts");
            return before;
        });
        await report.RunAsync("The doctor undoes it", async () =>
        {
            RowStatus reopened = await list.Doctor.ReopenRowAsync(list.Id, row);
            Opening opening = await list.OpenAgainAsync();
            StepFailedException.Require(!reopened.Closed && opening.Closed.Count == 0, "the row is still closed");
            return "to contact as before";
        });
    }

    private async Task VaccinateAsync(OpenedList list, SyntheticPerson person, CancellationToken cancellationToken)
    {
        await report.RunAsync("Between two imports the insurer's register says that a person is vaccinated", async () =>
        {
            var register = new InsurerClient(http, await stage.SignInAsync(Story.RegisterAgent, cancellationToken));
            int applied = await register.UpdateRegisterAsync(campaign, person with { Person = person.Person with { Vaccinated = true } });
            StepFailedException.Require(applied == 1, $"{applied} people were updated");
            return "1 person updated";
        });
        await VanishAsync("The vaccinated person", list, person);
    }

    private async Task ObjectByLinkAsync(OpenedList list, SyntheticPerson person, CancellationToken cancellationToken)
    {
        (PersonClient client, ObjectionReceipt receipt) = await report.RunAsync("A person objects by the link of a message, without an account", async () =>
        {
            var holder = new PersonClient(http, await stage.ReadContactLinkAsync(campaign, person.Person.Id, cancellationToken));
            ObjectionReceipt given = await holder.ObjectAsync(cancellationToken);
            return ((holder, given), $"receipt {given.Number}");
        });
        await VanishAsync("The person who objected", list, person);
        await report.RunAsync("The person reads what was done with the own data: one list that a doctor opened, the objection, and nobody's name", async () =>
        {
            Statement statement = await client.ReadStatementAsync(cancellationToken);
            StepFailedException.Require(
                statement is { Lists: [{ OpenedAt: not null }], Messages: [], Objection: { By: nameof(ObjectionOrigin.Person) } objection } && objection.Number == receipt.Number,
                "the statement tells something else");
            return $"list of {statement.Lists[0].MadeAt:HH:mm:ss}, objection {receipt.Number}";
        });
        await FindInTrailAsync("The person's receipt", receipt, cancellationToken);
    }

    private async Task ObjectByAgentAsync(OpenedList list, SyntheticPerson person, CancellationToken cancellationToken)
    {
        var agent = new InsurerClient(http, await stage.SignInAsync(Story.Newcomer, cancellationToken));
        var habilitations = new HabilitationSteps(http, await stage.SignInAsync(Story.Granter, cancellationToken), report);
        string habilitation = await habilitations.GrantAsync(agent, campaign, person.Person, cancellationToken);
        ObjectionReceipt receipt = await report.RunAsync("A person calls the insurer, whose agent objects for the person; again is the same receipt", async () =>
        {
            ObjectionReceipt given = await agent.ObjectAsync(campaign, person.Person);
            StepFailedException.Require(await agent.ObjectAsync(campaign, person.Person) == given, "a second receipt was given");
            return (given, $"receipt {given.Number}");
        });
        await VanishAsync("The person who called", list, person);
        await FindInTrailAsync("The agent's receipt", receipt, cancellationToken);
        await habilitations.RevokeAsync(habilitation, agent, campaign, person.Person, cancellationToken);
    }

    /// <summary>Whoever was withdrawn before stays so, and nobody else is.</summary>
    private Task VanishAsync(string who, OpenedList list, SyntheticPerson person) =>
        report.RunAsync($"{who} vanishes from the open list and from its next opening, and no reason is given", async () =>
        {
            _withdrawn.Add(list.RefOf(person.Person));
            WithdrawnRows now = await list.Doctor.ReadWithdrawalsAsync(list.Id);
            Opening opening = await list.OpenAgainAsync();
            StepFailedException.Require(
                _withdrawn.SetEquals(now.Withdrawn) && _withdrawn.SetEquals(opening.Withdrawn), $"{now.Withdrawn.Count} and {opening.Withdrawn.Count} rows are withdrawn");
            return $"{now.Withdrawn.Count} of {list.Rows.Count} rows withdrawn";
        });

    private Task FindInTrailAsync(string whose, ObjectionReceipt receipt, CancellationToken cancellationToken) =>
        report.RunAsync($"{whose} is in the audit trail, where the person has no name", async () =>
        {
            StepFailedException.Require(await stage.IsInTrailAsync(receipt, cancellationToken), "the trail does not hold the receipt's hash");
            return $"event {receipt.AuditSequence}, {receipt.AuditHash[..12]}…";
        });
}
