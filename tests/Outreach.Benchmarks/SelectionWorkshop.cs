using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Contacts;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Functions;
using Outreach.Testing.Campaigns;
using Outreach.Testing.ComplementaryOutreach;

namespace Outreach.Benchmarks;

/// <summary>The application as every host puts it together, over a register and a contact ledger that are sealed as the product seals them; and the preview of a wave for everybody.</summary>
internal sealed class SelectionWorkshop : IDisposable
{
    /// <summary>As the orchestration of a wave counts them.</summary>
    private const int SharesAtOnce = 8;

    private const int Generation = 1;

    private readonly SimulatedTables _tables = new();
    private readonly InMemoryCampaignKeys _keys = new(TimeProvider.System);
    private readonly ServiceProvider _services;
    private readonly Wave _wave = SampleWaves.Wave(OpenCampaign.Id) with
    {
        Plan = SampleWaves.Plan with { Channels = [OutreachChannel.Email, OutreachChannel.Sms, OutreachChannel.Letter], Departments = SelectionPeople.Departments },
    };

    private SelectionWorkshop()
    {
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<ICampaignKeys>(_keys);
        services.AddOutreach(new ConfigurationBuilder().Build());
        services.AddSingleton(new OutreachStorage(_tables.Open(), NoBlobs(), NoBlobs()))
            .AddSingleton<ICampaignStore, InMemoryCampaignStore>()
            .AddSingleton<IWaveStore, InMemoryWaveStore>();
        _services = services.BuildServiceProvider();
    }

    /// <summary>Requests to storage so far.</summary>
    public long Calls => _tables.Calls;

    public CampaignSecret Secret { get; private set; } = null!;

    /// <summary>Envelopes of the register.</summary>
    public int Envelopes { get; private set; }

    public static async Task<SelectionWorkshop> CreateAsync(SelectionPeople people)
    {
        var workshop = new SelectionWorkshop();
        workshop.Secret = await OpenCampaign.AddAsync(workshop.Get<ICampaignStore>(), workshop._keys);
        await workshop.Get<IWaveStore>().AddAsync(workshop._wave, default);
        await workshop.FillAsync(people);
        return workshop;
    }

    /// <summary>Counts every page of every share: whom the wave would reach, by department and channel.</summary>
    public async Task<Dictionary<(string Department, OutreachChannel Channel), long>> CountAsync()
    {
        ConcurrentDictionary<(string, OutreachChannel), long> counts = [];
        await EachShareAsync(async department =>
        {
            PreviewCounts shard = PreviewCounts.None;
            for (int? page = 0; page is not null;)
            {
                CountedPages counted = await Get<CountPagesHandler>().RunAsync(OpenCampaign.Id, _wave.Id, WaveShard.OfDepartment(department), Generation, page.Value, default);
                if (counted.Outcome != CountOutcome.Counted)
                {
                    throw new InvalidOperationException($"Counting ended as {counted.Outcome}.");
                }

                (shard, page) = (PreviewCounts.Add(shard, counted.Counts), counted.Next);
            }

            foreach ((OutreachChannel channel, long people) in shard.Selected)
            {
                counts[(department, channel)] = people;
            }
        });
        return counts.ToDictionary();
    }

    /// <summary>Reads the same pages, and asks the ledger for nobody.</summary>
    public Task ReadAsync() => EachShareAsync(async department =>
    {
        for (int page = 0; (await Get<IRegisterPages>().ReadAsync(OpenCampaign.Id, Secret, WaveShard.OfDepartment(department), Generation, page, default))?.IsLast == false; page++)
        {
        }
    });

    /// <summary>Opens the same envelopes and gives their people their names, and nothing else.</summary>
    public Task OpenAsync() => Parallel.ForEachAsync(_tables.Contents(TablesRegister.Table), AtOnce, (partition, _) =>
    {
        int number = 0;
        foreach ((string row, string content) in partition.Rows.Where(row => row.Row.Contains('~', StringComparison.Ordinal)))
        {
            RegisterRowKey key = new(partition.Partition, Generation, number++);
            RegisterEnvelope.Open(content, key, Secret.RegisterKey).People.ForEach(person => Secret.For(person.Id));
        }

        return ValueTask.CompletedTask;
    });

    public void Dispose()
    {
        _services.Dispose();
        _keys.Dispose();
        _tables.Dispose();
    }

    private static ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = SharesAtOnce };

    private static Task EachShareAsync(Func<string, Task> share) => Parallel.ForEachAsync(SelectionPeople.Departments, AtOnce, async (department, _) => await share(department));

    private static BlobServiceClient NoBlobs() => new(new Uri("https://nowhere.blob.core.windows.net"));

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private async Task FillAsync(SelectionPeople people)
    {
        var book = new ContactBook(OpenCampaign.Id, Secret, Cap: 1, Generation);
        RegisterPacker packer = new(OpenCampaign.Id, Generation, RegisterPacker.DefaultLimit);
        await Parallel.ForEachAsync(packer.PackAsync(PlacementsAsync(people, book), default), AtOnce, (envelope, _) =>
        {
            _tables.Put(TablesRegister.Table, envelope.Key.Partition, envelope.Key.Row, TablesRegister.SealedColumn, envelope.Seal(Secret.RegisterKey));
            return ValueTask.CompletedTask;
        });
        Envelopes = _tables.Contents(TablesRegister.Table).Sum(partition => partition.Rows.Count());
        var import = new RegisterImport(Generation, new string('0', 64), RegisterImportState.Complete, DateTimeOffset.UnixEpoch, RegisterImportCounts.None);
        _tables.Put(TablesRegister.Table, RegisterRowKey.ImportsOf(OpenCampaign.Id), "current", "Import", JsonSerializer.Serialize(import));
        for (int i = 0; i < people.Others; i++)
        {
            ContactRowKey key = ContactRowKey.Of(OpenCampaign.Id, new PatientRef(RandomId.Create()));
            _tables.Put(TablesContactLedger.Table, key.Partition, key.Row, ContactPeople.Sealed, content: null);
        }

        _tables.Seal();
    }

    private async IAsyncEnumerable<RegisterPlacement> PlacementsAsync(SelectionPeople people, ContactBook book, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach ((InsuredPerson person, Contact? contact) in people.All())
        {
            if (contact is not null)
            {
                ContactRowKey key = ContactRowKey.Of(book.Campaign, book.Secret.For(person.Id));
                _tables.Put(
                    TablesContactLedger.Table, key.Partition, key.Row, ContactPeople.Sealed, ContactEnvelope.Seal(key, SealedContact.Render(contact), book.Secret.ContactKey));
            }

            yield return new RegisterPlacement(person, []);
        }
    }
}
