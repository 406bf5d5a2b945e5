using System.IO.Compression;
using System.Text;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Outreach.Core.Register.Updates;
using Outreach.Core.Tests.Lists;
using Outreach.Testing.Faults;
using Outreach.Testing.Register;
using Outreach.Testing.Register.Runs;

namespace Outreach.Core.Tests.Register.Runs;

/// <summary>An open campaign without a register, and the steps of imports as the orchestration takes them, each again after a kill.</summary>
internal sealed class ImportWorld : IDisposable
{
    private ImportWorld(ListsWorld lists)
    {
        Lists = lists;
        Register = new InMemoryRegister(lists.Time);
        Blobs = new InMemoryImportBlobs(lists.Time);
    }

    public ListsWorld Lists { get; }

    public InMemoryRegister Register { get; }

    public InMemoryImportBlobs Blobs { get; }

    public InMemoryImportRunStore Store { get; } = new();

    public RegisterPolicy Policy { get; set; } = new() { AcceptTestIdentities = true };

    public CampaignId Campaign => Lists.Campaign.Id;

    public FaultPlan Faults => Lists.Faults;

    /// <summary>How often a step was killed and taken again.</summary>
    public int Kills { get; private set; }

    /// <summary>Into how many parts imports are divided, whatever their size.</summary>
    public int Parts { get; set; } = 3;

    public ContactBooks Books => new(new CampaignGate(Lists.Campaigns, new CampaignKeyRing(Lists.Keys, Lists.Time), Lists.Secrets, Lists.Time), Lists.Secrets, Register);

    public ImportRuns Runs => new(Faults.Watch<IImportRunStore>(Store), Lists.Time);

    public IRegisterWriter Writer => Faults.Watch<IRegisterWriter>(Register);

    public IImportBlobs FaultyBlobs => new KilledBlobs(Blobs, Faults);

    public ImportJournal Journal => new(Faults.Watch<IAuditTrail>(Lists.Audit));

    public RegisterUpdateWriter Updates => new(Faults.Watch<IContactLedger>(Lists.Contacts), Writer, Lists.Pseudonyms);

    public EndImportHandler EndHandler => new(Runs, Writer, new ImportRemains(FaultyBlobs, Runs, Journal));

    public static async Task<ImportWorld> CreateAsync() => new(await ListsWorld.CreateAsync(1));

    public void Land(byte[] extract, string name = "extract") =>
        Blobs.PutAsync(ImportPlace.Landing, $"{Campaign.Value}/{name}", extract, default).GetAwaiter().GetResult();

    public Task<Result<ImportRun>> AskAsync(string kind = "full", string name = "extract", int? parts = null, string? sha256 = null) =>
        new StartImportHandler(Books, Runs, FaultyBlobs, Journal).RunAsync(Campaign.Value, new ImportBody(name, kind, parts, sha256), "system", default);

    public Task<Failure?> PostAsync(int number, byte[] part, string name = "extract", string? sha256 = null) =>
        new PutExtractPartHandler(Books, Runs, Blobs).RunAsync(Campaign.Value, name, $"{number}", sha256, [.. part], default);

    /// <summary>An extract from landing to nothing.</summary>
    public async Task<ImportRun> ImportAsync(byte[] extract, string kind = "full")
    {
        Land(extract);
        return await DriveAsync(await StartAsync(kind));
    }

    /// <summary>An import that is accepted, in <see cref="Parts"/> parts.</summary>
    public async Task<ImportRun> StartAsync(string kind = "full", string name = "extract", int? parts = null)
    {
        ImportRun run = (await AskAsync(kind, name, parts)).Value!;
        Versioned<ImportRun> stored = (await Store.FindAsync(Campaign, run.Id, default))!;
        if (!stored.Value.IsOver)
        {
            await Store.TryReplaceAsync(stored.Value with { Parts = Parts }, stored.ETag, default);
        }

        return (await Store.FindAsync(Campaign, run.Id, default))!.Value;
    }

    /// <summary>The steps in the order of the orchestration.</summary>
    public async Task<ImportRun> DriveAsync(ImportRun run)
    {
        if (await ReadAsync(run))
        {
            await MatchAsync(run);
            if (await BeginAsync(run))
            {
                await LoadAsync(run);
                await CompleteAsync(run);
            }
        }

        return await EndAsync(run);
    }

    public async Task<bool> ReadAsync(ImportRun run)
    {
        ImportStep? step = null;
        await StepAsync(async () => step = await new ReadExtractHandler(Books, Runs, FaultyBlobs, Lists.Pseudonyms, Policy).RunAsync(Campaign, run.Id, default));
        return step!.GoesOn;
    }

    public async Task MatchAsync(ImportRun run)
    {
        for (int part = 0; part < Parts; part++)
        {
            await StepAsync(() => new FindDuplicatesHandler(Books, Runs, FaultyBlobs).RunAsync(Campaign, run.Id, part, default));
        }
    }

    public async Task<bool> BeginAsync(ImportRun run)
    {
        ImportStep? step = null;
        await StepAsync(async () => step = await new BeginLoadHandler(Books, Runs, Writer, Journal, Policy).RunAsync(Campaign, run.Id, default));
        return step!.GoesOn;
    }

    public async Task LoadAsync(ImportRun run)
    {
        for (int part = 0; part < Parts; part++)
        {
            await StepAsync(() => new LoadPartHandler(Books, Runs, FaultyBlobs, Writer, Updates).RunAsync(Campaign, run.Id, part, default));
        }
    }

    public Task CompleteAsync(ImportRun run) => StepAsync(() => new CompleteImportHandler(Runs, Writer, Journal).RunAsync(Campaign, run.Id, default));

    public async Task<ImportRun> EndAsync(ImportRun run)
    {
        await StepAsync(() => EndHandler.RunAsync(Campaign, run.Id, default));
        await StepAsync(() => EndHandler.SweepAsync(Campaign, run.Id, default));
        return (await Store.FindAsync(Campaign, run.Id, default))!.Value;
    }

    public Task<Result<ImportRun>> CancelAsync(ImportRun run) => new CancelImportHandler(Runs, Journal).RunAsync(Campaign.Value, run.Id.Value, "system", default);

    /// <summary>Whoever is with a doctor, by family and given name.</summary>
    public async Task<List<RegisterEntry>> PatientsAsync(int doctor = 0) =>
        await Register.ReadPatientsAsync(Campaign, Lists.Secret, Lists.RefOf(SamplePeople.Doctors[doctor]), default).ToListAsync();

    public async Task<List<(long Line, string Code)>> RejectedAsync(ImportRun run)
    {
        Result<RejectedLines> lines = await new ReadRejectedHandler(Runs, Blobs).RunAsync(Campaign.Value, run.Id.Value, default);
        return await lines.Value!.Faults.Select(fault => (fault.Line, fault.Reason.Code)).ToListAsync();
    }

    public IDeletionDuty RemainsDuty() => new ImportRemainsDuty(Lists.Campaigns, Runs, EndHandler, new ImportRemains(FaultyBlobs, Runs, Journal), Policy);

    public IDeletionDuty LandingDuty() => new LandingDuty(Blobs, Store, Policy);

    public static byte[] Gzip(params byte[][] members)
    {
        using MemoryStream file = new();
        foreach (byte[] content in members)
        {
            using GZipStream gzip = new(file, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write(content);
        }

        return file.ToArray();
    }

    public static string Text(byte[] content) => Encoding.UTF8.GetString(content);

    public void Dispose() => Lists.Dispose();

    /// <summary>At least once, as activities are.</summary>
    private async Task StepAsync(Func<Task> step)
    {
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (KilledException)
            {
                Kills++;
                Faults.Restart();
            }
        }
    }

    private sealed class KilledBlobs(InMemoryImportBlobs inner, FaultPlan faults) : IImportBlobs
    {
        private readonly IImportBlobs _watched = faults.Watch<IImportBlobs>(inner);

        public Task PutAsync(ImportPlace place, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => _watched.PutAsync(place, name, content, cancellationToken);

        public IImportBlobWriter Create(ImportPlace place, string name) => faults.Watch(inner.Create(place, name));

        public Task<Stream?> OpenAsync(ImportPlace place, string name, string version, CancellationToken cancellationToken) => _watched.OpenAsync(place, name, version, cancellationToken);

        public IAsyncEnumerable<ImportBlob> ListAsync(ImportPlace place, string prefix, bool unfinished, CancellationToken cancellationToken) => _watched.ListAsync(place, prefix, unfinished, cancellationToken);

        public Task<Obstacle?> DestroyAsync(ImportPlace place, string name, CancellationToken cancellationToken) => _watched.DestroyAsync(place, name, cancellationToken);
    }
}
