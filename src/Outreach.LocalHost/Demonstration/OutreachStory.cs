using System.Net;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.Register.Synthetic;

namespace Outreach.LocalHost.Demonstration;

/// <summary>The insurer's half of the demonstration: a register of 100,000 rows, a wave, and what must stop a message on its way; in a campaign of its own.</summary>
internal sealed class OutreachStory(HttpClient http, IStoryStage stage, OutreachStage look, StepReport report, TimeProvider time)
{
    public const string Lead = "lead-11";
    public const string Planner = "planner-7";
    public const string Approver = "approver-8";
    public const string Dispatcher = "dispatcher-9";
    public const string Doctor = "doctor-3";

    private const int DoctorNumber = 3;

    /// <summary>Two departments have more e-mails than go out at once, and are written to within a minute.</summary>
    private const int MostDepartments = 2;

    private readonly string _campaign = $"outreach-{Core.RandomId.Create()[..8]}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sent = new SentMessages(look, _campaign);
        var insurer = new InsurerClient(http, await SignInAsync("The agent signs in", Story.Agent, cancellationToken));
        DateTimeOffset opensAt = time.GetUtcNow();
        await report.RunAsync("A second campaign is opened", async () =>
            StatusCheck.Is(await insurer.OpenCampaignAsync(_campaign, "Demonstration", opensAt), HttpStatusCode.Created, HttpStatusCode.OK));
        var register = new RegisterClient(await ClientAsync("The register's system signs in", Story.RegisterAgent, cancellationToken), _campaign);
        var extract = new OutreachExtract();
        await new ImportSteps(register, report).RunAsync(extract, cancellationToken);

        WaveClient lead = await AgentAsync("An agent who may both write and approve signs in", Lead, cancellationToken);
        WaveClient planner = await AgentAsync("An agent who may write signs in", Planner, cancellationToken);
        WaveClient approver = await AgentAsync("An agent who may approve signs in", Approver, cancellationToken);
        string words = await new WordsSteps(lead, approver, report).RunAsync(cancellationToken);

        string[] departments = [.. look.FindAwake(extract.Loaded.Select(person => person.Person.Department)).Take(MostDepartments)];
        var plan = new WaveBody(nameof(WaveGroup.WithoutPractitioner), words, Channels: [nameof(OutreachChannel.Email), nameof(OutreachChannel.Letter)], Departments: departments);
        IReadOnlyList<SyntheticPerson> selected = extract.WithoutDoctor(departments);
        var waves = new WaveSteps(lead, approver, sent, report);
        string wave = await waves.PlanAsync(plan, $"{_campaign}-first", selected, cancellationToken);

        PractitionerId treating = extract.Doctor(DoctorNumber);
        SyntheticPerson moved = selected[0] with { TreatingDoctors = [treating] };
        SyntheticPerson vaccinated = selected[1] with { Person = selected[1].Person with { Vaccinated = true } };
        var meanwhile = new MeanwhileSteps(http, stage, look, sent, report, _campaign);
        await meanwhile.ChangeAsync(moved, vaccinated, cancellationToken);
        await waves.ApproveAsync(wave, cancellationToken);

        SyntheticPerson objected = await meanwhile.ObjectAsync(wave, [.. selected.Skip(2)], cancellationToken);
        using var doctor = new PracticeClient(http, await SignInAsync("A doctor signs in", Doctor, cancellationToken));
        SyntheticPerson[] patients = [.. extract.EligibleOf(treating), moved];
        await meanwhile.AskAsync(doctor, lead, wave, patients, cancellationToken);
        await waves.CompleteAsync(wave, selected.Count, withheld: 1, changed: 2, cancellationToken);
        SyntheticPerson[] informed = [.. selected.Skip(2).Where(person => person.Person.Id != objected.Person.Id)];
        PersonClient holder = await meanwhile.ReadStatementsAsync(objected, informed[0], cancellationToken);

        var dispatcher = new DispatcherClient(http, await ClientAsync("The dispatcher's system signs in", Dispatcher, cancellationToken), _campaign);
        int letters = informed.Count(person => OutreachExtract.ChannelOf(person) == OutreachChannel.Letter);
        await new DispatchSteps(dispatcher, lead, look, sent, report).RunAsync(wave, letters, cancellationToken);

        await waves.RepeatAsync(plan, $"{_campaign}-again", planner, informed.Length + 1, cancellationToken);
        WaveBody exception = plan with { Group = nameof(WaveGroup.WithPractitioner) };
        await new ExceptionSteps(lead, approver, report).RunAsync(exception, $"{_campaign}-exception", opensAt.AddDays(30), cancellationToken);

        var count = new FinalCountSteps(look, sent, report, _campaign);
        await count.CountAsync(extract.Loaded, informed, [.. patients, objected, vaccinated], cancellationToken);
        var auditor = new EvidenceClient(await ClientAsync("An auditor signs in", Story.Auditor, cancellationToken));
        await count.CompareAsync(await auditor.ReadAsync(_campaign, cancellationToken), selected.Count, patients.Length, withheld: 1);
        await CloseAsync(insurer, holder, cancellationToken);
    }

    private Task CloseAsync(InsurerClient insurer, PersonClient holder, CancellationToken cancellationToken) =>
        report.RunAsync("The campaign is closed: its key is gone, and with it everything that was imported; the link of a message is over", async () =>
        {
            await insurer.CloseCampaignAsync(_campaign);
            await insurer.WaitUntilClosedAsync(_campaign, cancellationToken);
            return StatusCheck.Is(await holder.StatusOfAsync(cancellationToken), HttpStatusCode.Gone);
        });

    private async Task<WaveClient> AgentAsync(string title, string person, CancellationToken cancellationToken) =>
        new(await ClientAsync(title, person, cancellationToken), _campaign);

    private async Task<SignedInClient> ClientAsync(string title, string person, CancellationToken cancellationToken) =>
        new(http, await SignInAsync(title, person, cancellationToken));

    private Task<string> SignInAsync(string title, string person, CancellationToken cancellationToken) =>
        report.RunAsync(title, async () => (await stage.SignInAsync(person, cancellationToken), "authorization code, PKCE"));
}
