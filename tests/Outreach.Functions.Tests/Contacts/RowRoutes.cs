using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Functions.Contacts;
using Outreach.Functions.Lists;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Contacts;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;

namespace Outreach.Functions.Tests.Contacts;

/// <summary>The functions about rows of a list that was opened, on stores in memory, with answers as bytes.</summary>
internal sealed class RowRoutes : IDisposable
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly InMemoryCampaignKeys _keys;
    private readonly CampaignSecrets _secrets;
    private readonly CampaignSecret _secret;
    private readonly GetWithdrawalsFunction _withdrawals;
    private readonly CloseRowFunction _close;
    private readonly ReopenRowFunction _reopen;

    private RowRoutes(InMemoryCampaignKeys keys, InMemoryCampaignStore campaigns, byte[] secret, ListRecord record, InMemoryListStore lists, InMemoryRegister register)
    {
        _keys = keys;
        _secrets = new CampaignSecrets(keys, _time);
        _secret = new CampaignSecret(secret);
        Record = record;
        Ledger = new InMemoryContactLedger(_time);
        var gate = new CampaignGate(campaigns, new CampaignKeyRing(keys, _time), _secrets, _time);
        var access = new ListAccess(lists, new InMemoryListRequestStore(), SamplePeople.Pseudonyms, _time);
        var books = new ContactBooks(gate, _secrets, register);
        _withdrawals = new GetWithdrawalsFunction(new GetWithdrawalsHandler(access, new WithdrawalPolicy(lists, new ListComposer(register, Ledger), books, _time)));
        var handler = new CloseRowHandler(access, books, new RowFinder(register, Ledger), Ledger, _time);
        (_close, _reopen) = (new CloseRowFunction(handler), new ReopenRowFunction(handler));
    }

    public ListRecord Record { get; }

    public InMemoryContactLedger Ledger { get; }

    public IReadOnlyList<PatientRef> People { get; private set; } = [];

    public ContactBook Book => new(Record.Campaign, _secret, Cap: 1, Generation: 1);

    public static async Task<RowRoutes> CreateAsync()
    {
        var time = new FakeTimeProvider(Sample.Noon);
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        var keys = new InMemoryCampaignKeys(time);
        Campaign campaign = SampleCampaign.Create();
        CampaignKey key = (await keys.CreateAsync(campaign.Id, campaign.EndsAt, default))!;
        var campaigns = new InMemoryCampaignStore();
        await campaigns.AddAsync(campaign with { KeyId = key.KeyId, WrappedSecret = key.Wrap(secret) }, default);
        PractitionerRef doctor = SamplePeople.Pseudonyms.For(campaign.Id, SamplePeople.Doctors[0]);
        RegisterPlacement[] placements = [.. SamplePeople.OfOneDoctor(doctor, 5)
            .Select(placement => placement with { Person = placement.Person with { Vaccinated = false, Objected = false, Deceased = false } })];
        var register = new InMemoryRegister(time);
        RegisterImport import = await register.StartAsync(campaign.Id, Core.RandomId.Create(), default);
        await register.WriteAsync(campaign.Id, new CampaignSecret(secret), import.Generation, placements.ToAsyncEnumerable(), default);
        await register.CompleteAsync(campaign.Id, import, default);
        var lists = new InMemoryListStore();
        ListRecord record = Sample.Record(Sample.Request(practitioner: doctor.Value)) with { State = ListState.Ready, OpenedAt = Sample.Noon };
        var routes = new RowRoutes(keys, campaigns, secret, record, lists, register)
        {
            People = [.. placements.Select(placement => new CampaignSecret(secret).For(placement.Person.Id))],
        };
        await lists.TryPutAsync(record, new ListSecrets([1], [.. routes.People.Select(person => routes._secret.For(record.Id, person))]), etag: null, default);
        await routes.Ledger.ClaimAsync(routes.Book, ContactAct.For(doctor, record.Id), routes.People, default);
        return routes;
    }

    public string RowOf(int person) => _secret.For(Record.Id, People[person]).ToString();

    public Task<(int Status, JsonElement Body, string? CacheControl)> WithdrawalsAsync(int doctor = 0, string? list = null) =>
        AnswerAsync("", contentType: null, request => _withdrawals.RunAsync(request, list ?? Record.Id.Value, CallerOf(doctor), default));

    public Task<(int Status, JsonElement Body, string? CacheControl)> CloseAsync(string row, string body = "", string? contentType = null, string query = "", int doctor = 0) =>
        AnswerAsync(body, contentType, request => _close.RunAsync(request, Record.Id.Value, row, CallerOf(doctor), default), query);

    public Task<(int Status, JsonElement Body, string? CacheControl)> ReopenAsync(string row, string body = "", string? contentType = null) =>
        AnswerAsync(body, contentType, request => _reopen.RunAsync(request, Record.Id.Value, row, CallerOf(0), default));

    public void Dispose()
    {
        _secrets.Dispose();
        _keys.Dispose();
    }

    private static FunctionContext CallerOf(int doctor)
    {
        var context = new Mock<FunctionContext>();
        var caller = new Caller($"sub-{doctor}", CallerKind.Practitioner, SamplePeople.Doctors[doctor], new HashSet<string>(StringComparer.Ordinal));
        context.Setup(call => call.Items).Returns(new Dictionary<object, object> { ["Outreach.Caller"] = caller });
        return context.Object;
    }

    private static async Task<(int, JsonElement, string?)> AnswerAsync(string body, string? contentType, Func<HttpRequest, Task<IResult>> function, string query = "")
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.ContentType = contentType;
        context.Request.QueryString = new QueryString(query);
        context.Response.Body = answer;
        await (await function(context.Request)).ExecuteAsync(context);
        return (context.Response.StatusCode, JsonDocument.Parse(answer.ToArray()).RootElement, context.Response.Headers.CacheControl);
    }
}
