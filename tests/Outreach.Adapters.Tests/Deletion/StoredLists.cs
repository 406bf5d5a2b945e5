using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Storage;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Register.Import;
using Outreach.Functions;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Register;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Adapters.Tests.Deletion;

/// <summary>A list that was made and opened, and everything that must not be left of it.</summary>
/// <param name="WrappedShare">As storage holds it.</param>
internal sealed record KnownList(ListRequest Request, IReadOnlyList<ListRow> Rows, byte[] ServerShare, byte[] LinkShare, byte[] WrappedShare, Opening Opening);

/// <summary>The application as it is put together for every host, on an emulator of its own; processes of it come and go, campaign keys stay.</summary>
internal sealed class StoredLists : IDisposable
{
    private const int Patients = 8;

    private readonly string _connectionString;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private readonly ECDiffieHellman _doctorKey = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly InMemoryCampaignKeys _noticeKeys;
    private ServiceProvider _process = null!;

    private StoredLists(string connectionString)
    {
        _connectionString = connectionString;
        Keys = new InMemoryCampaignKeys(Time);
        _noticeKeys = new InMemoryCampaignKeys(Time);
        Restart();
    }

    /// <summary>Begins now: the emulator dates what it stores by its own clock.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public InMemoryCampaignKeys Keys { get; }

    public FaultyStorage Faults { get; private set; } = null!;

    public Campaign Campaign { get; private set; } = null!;

    public OutreachStorage Storage => Get<OutreachStorage>();

    public EnforceDeletionHandler Enforce => Get<EnforceDeletionHandler>();

    public static async Task<StoredLists> CreateAsync(string connectionString)
    {
        var lists = new StoredLists(connectionString);
        await lists.Get<StorageSetup>().RunAsync(default);
        await lists.OpenCampaignAsync();
        return lists;
    }

    /// <summary>Another process on the same storage: nothing that was in memory is left, and no fault.</summary>
    public void Restart()
    {
        _process?.Dispose();
        Faults = new FaultyStorage();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["EnforceDeletion:AtOnce"] = "1",
            ["Audit:SigningKeyVersion"] = new string('0', 32),
        };
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton<ICampaignKeys>(Keys).AddKeyedSingleton<ICampaignKeys>(NoticeKeys.Purpose, _noticeKeys);
        services.AddOutreach(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton(Faults.Open(_connectionString))
            .AddSingleton(SamplePeople.Pseudonyms)
            .AddSingleton(new PublicAddress(new Uri("https://outreach.example/")));
        _process = services.BuildServiceProvider();
    }

    public T Get<T>()
        where T : notnull => _process.GetRequiredService<T>();

    /// <summary>A campaign of its own, with a register of one doctor's patients.</summary>
    public async Task OpenCampaignAsync()
    {
        DateTimeOffset now = Time.GetUtcNow();
        CampaignId id = CampaignId.Parse($"c-{Core.RandomId.Create()[..8].Insert(4, "-")}");
        CampaignKey key = (await Keys.CreateAsync(id, now.AddDays(60), default))!;
        Campaign = SampleCampaign.Create(id.Value) with
        {
            OpensAt = now.AddDays(-1),
            EndsAt = now.AddDays(60),
            Policy = new CampaignPolicy { RequestsPerDoctor = 100, ListLifetimeDays = 1 },
            KeyId = key.KeyId,
            WrappedSecret = key.Wrap(_secret),
        };
        await Get<ICampaignStore>().AddAsync(Campaign, default);
        IRegisterWriter register = Get<IRegisterWriter>();
        RegisterImport import = await register.StartAsync(id, Core.RandomId.Create(), default);
        PractitionerRef doctor = SamplePeople.Pseudonyms.For(id, SamplePeople.Doctors[0]);
        await register.WriteAsync(id, new CampaignSecret([.. _secret]), import.Generation, SamplePeople.OfOneDoctor(doctor, Patients).ToAsyncEnumerable(), default);
        await register.CompleteAsync(id, import, default);
    }

    /// <summary>A list that is ready, and that nobody opened.</summary>
    public async Task<ListRequest> MakeUnopenedAsync()
    {
        ECPoint point = _doctorKey.ExportParameters(includePrivateParameters: false).Q;
        using var jwk = JsonDocument.Parse(
            $$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""");
        ListRequest request = (await Get<RequestListHandler>().RunAsync(
            Campaign.Id.Value, Doctor(), new ListRequestBody(new NecessityBody("inform-unvaccinated", "A comment of a doctor"), jwk.RootElement.Clone()), default)).Value!;
        await Get<BuildListHandler>().RunAsync(request.Id, default);
        return request;
    }

    /// <summary>A list that is ready, and was opened by its doctor once.</summary>
    public async Task<KnownList> MakeAsync()
    {
        Caller caller = Doctor();
        ListRequest request = await MakeUnopenedAsync();
        var ready = (ListRequestStatus.Ready)(await Get<GetListRequestHandler>().RunAsync(request.Id.Value, caller, default)).Value!;
        var link = new Uri(JWT.Decode(ready.Manifest.Link, _doctorKey, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM));
        Opening opening = (await Get<OpenListHandler>().RunAsync(request.List.Value, caller, default)).Value!;
        byte[] server = Base64Url.DecodeFromChars(opening.ServerShare);
        byte[] linkShare = Base64Url.DecodeFromChars(link.Fragment.AsSpan(1));
        byte[] wrapped = (await Get<IListStore>().FindShareAsync(request.List, default))!;
        byte[] ciphertext = (await Storage.Lists.GetBlobContainerClient("lists").GetBlobClient(opening.BlobUrl.AbsolutePath.Split("/lists/")[1]).DownloadContentAsync())
            .Value.Content.ToArray();
        var known = new KnownList(request, [], server, linkShare, wrapped, opening);
        return known with { Rows = Remains.Open(known, ciphertext, server) ?? throw new InvalidOperationException("The list did not open.") };
    }

    /// <summary>What the closing orchestration does, from its first activity to its last.</summary>
    public async Task EndCampaignAsync()
    {
        await Get<CloseCampaignHandler>().RunAsync(Campaign.Id.Value, "system", default);
        DestroyedPage page = await Get<DestroyCampaignListsHandler>().RunAsync(Campaign.Id, continuation: null, default);
        DateTimeOffset finalOn = await Get<EndCampaignKeyHandler>().DeleteAsync(Campaign.Id, default);
        await Get<MarkCampaignClosedHandler>().RunAsync(Campaign.Id, finalOn, page.Count, page.Waiting, default);
    }

    public void Dispose()
    {
        _process.Dispose();
        _doctorKey.Dispose();
        Keys.Dispose();
        _noticeKeys.Dispose();
    }

    private static Caller Doctor() => new("sub", CallerKind.Practitioner, SamplePeople.Doctors[0], new HashSet<string>(StringComparer.Ordinal));
}
