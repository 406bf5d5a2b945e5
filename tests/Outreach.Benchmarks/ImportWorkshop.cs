using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;
using Outreach.Functions;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Register;

namespace Outreach.Benchmarks;

/// <summary>The application as every host puts it together, with one open campaign, and the steps of an import in the order of its orchestration.</summary>
internal sealed class ImportWorkshop : IDisposable
{
    private const int PartsAtOnce = 4;

    private readonly ServiceProvider _services;

    private ImportWorkshop(ServiceProvider services) => _services = services;

    public CampaignId Campaign { get; } = OpenCampaign.Id;

    /// <param name="storage">Puts the storage in that is measured.</param>
    public static async Task<ImportWorkshop> CreateAsync(Action<IServiceCollection> storage)
    {
        InMemoryCampaignKeys keys = new(TimeProvider.System);
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<ICampaignKeys>(keys);
        services.AddOutreach(new ConfigurationBuilder().AddInMemoryCollection([new("Register:AcceptTestIdentities", "true")]).Build());
        services.AddSingleton(SamplePeople.Pseudonyms)
            .AddSingleton<ICampaignStore, InMemoryCampaignStore>()
            .AddSingleton<IAuditTrail>(new InMemoryAuditTrail(TimeProvider.System));
        storage(services);
        ImportWorkshop workshop = new(services.BuildServiceProvider());
        await OpenCampaign.AddAsync(workshop.Get<ICampaignStore>(), keys);
        return workshop;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A landed extract, from its first byte to nothing of it.</summary>
    public async Task<ImportRun> ImportAsync(string extract)
    {
        ImportRun run = (await Get<StartImportHandler>().RunAsync(Campaign.Value, new ImportBody(extract, "full", null, null), "system", default)).Value!;
        ImportStep read = await Get<ReadExtractHandler>().RunAsync(Campaign, run.Id, default);
        await EachPartAsync(read.Parts, part => Get<FindDuplicatesHandler>().RunAsync(Campaign, run.Id, part, default));
        await Get<BeginLoadHandler>().RunAsync(Campaign, run.Id, default);
        await EachPartAsync(read.Parts, part => Get<LoadPartHandler>().RunAsync(Campaign, run.Id, part, default));
        await Get<CompleteImportHandler>().RunAsync(Campaign, run.Id, default);
        await Get<EndImportHandler>().RunAsync(Campaign, run.Id, default);
        return await Get<ImportRuns>().GetAsync(Campaign, run.Id, default);
    }

    public void Dispose() => _services.Dispose();

    private static Task EachPartAsync(int parts, Func<int, Task> step) => Parallel.ForEachAsync(
        Enumerable.Range(0, parts), new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce }, async (part, _) => await step(part));
}
