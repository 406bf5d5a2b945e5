using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Tests.Lists;

namespace Outreach.Core.Tests.Contacts;

/// <summary>One list and its rows, as its doctor and, with the campaign's secret, a test can name them.</summary>
internal sealed class RowsWorld : IDisposable
{
    private RowsWorld(ListsWorld world, ListRequest request, IReadOnlyList<RegisterEntry> people)
    {
        World = world;
        Request = request;
        People = people;
    }

    public ListsWorld World { get; }

    public ListRequest Request { get; }

    /// <summary>On the list.</summary>
    public IReadOnlyList<RegisterEntry> People { get; }

    public ContactBook Book => new(World.Campaign.Id, World.Secret, Cap: 1, Generation: 1);

    /// <summary>A list that is ready; opened once unless told otherwise.</summary>
    public static async Task<RowsWorld> CreateAsync(bool opened = true)
    {
        ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        if (opened)
        {
            await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
        }

        return new RowsWorld(
            world, request,
            await world.Register.ReadPatientsAsync(world.Campaign.Id, world.Secret, request.Practitioner, default).Where(entry => entry.IsEligible).ToListAsync());
    }

    public string RowOf(int person) => World.Secret.For(Request.List, People[person].Ref).ToString();

    public Task<Result<RowStatus>> CloseAsync(string row, int doctor = 0) => World.Rows.CloseAsync(Request.List.Value, row, ListsWorld.Doctor(doctor), default);

    public Task<Result<RowStatus>> ReopenAsync(string row) => World.Rows.ReopenAsync(Request.List.Value, row, ListsWorld.Doctor(), default);

    public async Task<WithdrawnRows> WithdrawalsAsync() => (await World.Withdrawals.RunAsync(Request.List.Value, ListsWorld.Doctor(), default)).Value!;

    public async Task<Opening> OpenAsync() => (await World.Open.RunAsync(Request.List.Value, ListsWorld.Doctor(), default)).Value!;

    public Task<ContactStep> ApplyAsync(int person, ContactEvent happened) => World.Contacts.ApplyAsync(Book, People[person].Ref, happened, default);

    /// <summary>Something that withdraws a person's row.</summary>
    public Task WithdrawAsync(int person, string why) => why switch
    {
        "objects" => ApplyAsync(person, new ContactEvent.Objected(new Objection(RandomId.Create(), World.Time.GetUtcNow(), ObjectionOrigin.Person))),
        "is vaccinated or dies" => ApplyAsync(person, Update(eligible: false, Request.Practitioner)),
        "changes doctor" => ApplyAsync(person, Update(eligible: true, OtherDoctor)),
        "is imported vaccinated" => ImportAsync(person, entry => new RegisterPlacement(entry.Person with { Vaccinated = true }, [Request.Practitioner])),
        "is imported dead" => ImportAsync(person, entry => new RegisterPlacement(entry.Person with { Deceased = true }, [Request.Practitioner])),
        "is imported elsewhere" => ImportAsync(person, entry => new RegisterPlacement(entry.Person, [OtherDoctor])),
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "No such thing happens."),
    };

    public void Dispose() => World.Dispose();

    /// <summary>Newer than both imports of these tests.</summary>
    private ContactEvent.Updated Update(bool eligible, PractitionerRef doctor) => new(new RegisterUpdate(Generation: 2, eligible, [doctor.Value]));

    private PractitionerRef OtherDoctor => World.RefOf(ListsWorld.Doctor(1).Practitioner!.Value);

    private Task ImportAsync(int person, Func<RegisterEntry, RegisterPlacement> change) => World.LoadAsync(
        [.. People.Select((entry, index) => index == person ? change(entry) : new RegisterPlacement(entry.Person, [Request.Practitioner]))]);
}
