using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Runs;
using Outreach.Functions;
using Outreach.Testing.Azurite;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Contacts;
using Outreach.Testing.Deletion;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Outreach.Testing.Register.Runs;

namespace Outreach.Benchmarks;

/// <summary>The application as every host puts it together, with lists whose time is over.</summary>
internal sealed class SweepWorkshop : IDisposable
{
    private const int CiphertextBytes = 12 * 1024;

    private readonly ServiceProvider _services;

    private SweepWorkshop(ServiceProvider services, string connectionString)
    {
        _services = services;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public EnforceDeletionHandler Handler => Get<EnforceDeletionHandler>();

    public DeletionPolicy Policy => Get<DeletionPolicy>();

    public IListOrchestrations Hub { get; } = new NoOrchestrations();

    public static async Task<SweepWorkshop> InMemoryAsync(int lists)
    {
        var time = new FakeTimeProvider(Sample.Noon.AddDays(60));
        var workshop = new SweepWorkshop(
            Services(time, services => services
                .AddSingleton<IListStore, InMemoryListStore>()
                .AddSingleton<IListRequestStore, InMemoryListRequestStore>()
                .AddSingleton<ISealedBlobStore>(new InMemorySealedBlobStore(time))
                .AddSingleton<IDeletionLedger, InMemoryDeletionLedger>()
                .AddSingleton<IAttestationStore, InMemoryAttestationStore>()
                .AddSingleton<IMailEntryStore, InMemoryMailEntryStore>()
                .AddSingleton<ICampaignStore, InMemoryCampaignStore>()
                .AddSingleton<IRegister, InMemoryRegister>()
                .AddSingleton<IContactLedger, InMemoryContactLedger>()
                .AddSingleton<IObjectionCountStore, InMemoryObjectionCountStore>()
                .AddSingleton<IAuditTrail, NoTrail>()
                .AddSingleton<IImportBlobs, InMemoryImportBlobs>()

                // What else the timer looks after is not measured: there is none of it, whichever duty asks.
                .AddSingleton(new OutreachStorage(new SimulatedTables().Open(), NoBlobs(), NoBlobs()))),
            connectionString: "");
        await workshop.AddDueAsync(lists, ciphertextBytes: 16);
        return workshop;
    }

    public static async Task<SweepWorkshop> StoredAsync()
    {
        string connection = (await AzuriteFixture.StartOwnAsync()).ConnectionString;
        var settings = new StorageOptions { Data = new StorageAccount(connection), Lists = new StorageAccount(connection), Audit = new StorageAccount(connection) };
        OutreachStorage storage = StorageClients.Open(settings, new Lazy<Azure.Core.TokenCredential>(() => throw new InvalidOperationException("The emulator needs none.")));
        var workshop = new SweepWorkshop(Services(TimeProvider.System, services => services.AddSingleton(storage)), connection);
        await workshop.Get<StorageSetup>().RunAsync(CancellationToken.None);
        return workshop;
    }

    /// <summary>Lists that are ready, and whose time is over.</summary>
    public async Task AddDueAsync(int lists, int ciphertextBytes = CiphertextBytes)
    {
        DateTimeOffset due = Get<TimeProvider>().GetUtcNow().AddMinutes(-1);
        byte[] ciphertext = new byte[ciphertextBytes];
        await Parallel.ForEachAsync(Enumerable.Range(0, lists), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, cancellationToken) =>
        {
            ListRequest request = Sample.Request() with { NotAfter = due };
            ListRecord record = Sample.Record(request) with { State = ListState.Ready };
            await Get<IDeletionLedger>().PromiseAsync(new PromisedDeletion(due, request.List, request.Id), cancellationToken);
            await Get<IListRequestStore>().TryPutDoctorAsync(
                new DoctorRequests(request.Campaign, request.Practitioner, request, "", 1), etag: null, cancellationToken);
            await Get<IListRequestStore>().PutAsync(request, cancellationToken);
            await Get<IListStore>().TryPutAsync(record, new ListSecrets(new byte[384], [new RowRef(1)]), etag: null, cancellationToken);
            await Get<ISealedBlobStore>().UploadAsync(record.BlobName, ciphertext, cancellationToken);
        });
    }

    public void Dispose() => _services.Dispose();

    private static ServiceProvider Services(TimeProvider time, Action<IServiceCollection> replace)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(time).AddSingleton<ICampaignKeys>(new InMemoryCampaignKeys(time))
            .AddKeyedSingleton<ICampaignKeys>(NoticeKeys.Purpose, new InMemoryCampaignKeys(time));
        services.AddOutreach(new ConfigurationBuilder().AddInMemoryCollection(
            [new("EnforceDeletion:Budget", "01:00:00"), new("Audit:SigningKeyVersion", new string('0', 32))]).Build());
        services.AddSingleton(SamplePeople.Pseudonyms);
        replace(services);
        return services.BuildServiceProvider();
    }

    private static BlobServiceClient NoBlobs() => new(new Uri("https://nowhere.blob.core.windows.net"));

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Takes every event and keeps none: the trail's memory is not the sweep's.</summary>
    private sealed class NoTrail : IAuditTrail
    {
        private static readonly string Hash = new('0', 64);

        public Task<AuditReceipt> AppendAsync(AuditStream stream, AuditEvent auditEvent, CancellationToken cancellationToken)
        {
            AuditVocabulary.Require(auditEvent);
            return Task.FromResult(new AuditReceipt(stream, 1, Hash));
        }

        public IAsyncEnumerable<AuditEntry> ReadAsync(AuditStream stream, CancellationToken cancellationToken) => AsyncEnumerable.Empty<AuditEntry>();
    }
}
