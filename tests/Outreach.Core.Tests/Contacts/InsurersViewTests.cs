using System.Text.Json;
using System.Text.RegularExpressions;
using Outreach.Core.Audit;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Tests.Audit.Evidence;
using Outreach.Core.Tests.Lists;
using Outreach.Core.Tests.Register.Updates;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

/// <summary>What the insurer can ask is the same whether a doctor reached a person, was refused, or never acted (C12).</summary>
[Trait("threat", "59")]
public sealed partial class InsurersViewTests
{
    [Fact]
    public async Task EveryAnswer_ClosedReachedOrNeverActed_IsTheSame()
    {
        string closed = await AnswersAsync(CloseAsync);
        string reached = await AnswersAsync(ReopenAsync);
        string never = await AnswersAsync((_, _, _) => Task.CompletedTask);

        Assert.Contains("\"HeldByLists\":3", never, StringComparison.Ordinal);
        Assert.Contains("wave: 0", never, StringComparison.Ordinal);
        Assert.Equal(never, closed);
        Assert.Equal(never, reached);
    }

    [Fact]
    public async Task Count_ListsThatHoldPeople_LivingOrOpened()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(
            Outcome.Queued, Outcome.Ready, Outcome.Opened, Outcome.DeletedUnopened, Outcome.DeletedAndAttested);

        ContactCounts counts = (await new CountContactsHandler(world.Lists.Campaigns, world.Lists.Lists).RunAsync(world.Lists.Campaign.Id.Value, default)).Value!;

        Assert.Equal(3, counts.Lists);
        Assert.Equal(1, counts.SolicitationsAllowed);
    }

    [Fact]
    public async Task Count_UnknownCampaign_IsNotFound()
    {
        using ListsWorld world = await ListsWorld.CreateAsync(patients: 1);

        Result<ContactCounts> counts = await new CountContactsHandler(world.Campaigns, world.Lists).RunAsync("no-such-campaign", default);

        Assert.Equal("campaigns.not-found", counts.Failure?.Code);
    }

    private static Task CloseAsync(ListsWorld world, ContactBook book, RegisterEntry person) =>
        world.Contacts.ApplyAsync(book, person.Ref, new ContactEvent.Closed(world.RefOf(ListsWorld.Doctor().Practitioner!.Value).Value), default);

    /// <summary>Closed by mistake and undone: as after a person who was reached, the ledger holds the claim alone.</summary>
    private static async Task ReopenAsync(ListsWorld world, ContactBook book, RegisterEntry person)
    {
        await CloseAsync(world, book, person);
        await world.Contacts.ApplyAsync(book, person.Ref, new ContactEvent.Reopened(world.RefOf(ListsWorld.Doctor().Practitioner!.Value).Value), default);
    }

    /// <summary>Everything the insurer's side can get, one after the other, after a doctor did something about one person.</summary>
    private static async Task<string> AnswersAsync(Func<ListsWorld, ContactBook, RegisterEntry, Task> act)
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync();
        ListsWorld world = evidence.Lists;
        await world.LoadAsync([.. SamplePeople.OfOneDoctor(world.RefOf(SamplePeople.Doctors[0]), 3).Select(Eligible)]);
        using UpdatesWorld updates = new(world);
        ContactBook book = await updates.BookAsync();
        ListRequest request = await world.ReadyAsync();
        await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
        RegisterEntry person = await updates.PatientAsync();
        await act(world, book, person);

        IReadOnlySet<PatientRef> wave = await world.Contacts.ClaimAsync(book, ContactAct.ForWave(RandomId.Create()), [person.Ref], default);
        List<string> answers =
        [
            Json((await new CountContactsHandler(world.Campaigns, world.Lists).RunAsync(world.Campaign.Id.Value, default)).Value),
            Json((await world.Campaigns.FindAsync(world.Campaign.Id, default))!.Value with { WrappedSecret = [] }),
            Json((await new ListUnattestedHandler(world.Campaigns, world.Attestations).RunAsync(world.Campaign.Id.Value, null, default)).Value),
            Json(WithoutSecret(await evidence.ReportAsync())),
            $"wave: {wave.Count}",
            .. await world.Audit.ReadAsync(AuditStream.ForCampaign(world.Campaign.Id), default).Select(Json).ToListAsync(),
            .. await world.Audit.ReadAsync(AuditStream.ForList(request.List), default).Select(Json).ToListAsync(),
        ];
        return Names().Replace(string.Join('\n', answers), "(random)");
    }

    private static RegisterPlacement Eligible(RegisterPlacement placement) =>
        placement with { Person = placement.Person with { Vaccinated = false, Objected = false, Deceased = false } };

    /// <summary>No answer holds it, and it is random.</summary>
    private static EvidenceReport WithoutSecret(EvidenceReport report) =>
        report with { Findings = report.Findings with { Campaign = report.Campaign with { WrappedSecret = [] } } };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    /// <summary>Ids, digests and keys are random in each world.</summary>
    [GeneratedRegex("[0-9a-f]{32,64}", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
