using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Functions;
using Outreach.LocalHost.Azurite;
using Outreach.Testing.Azurite;
using Outreach.Testing.Campaigns;
using Outreach.Testing.ComplementaryOutreach;

namespace Outreach.Benchmarks;

/// <summary>The application as every host puts it together, on an emulator; waves for new people each time, sent in the steps of their orchestrations. Channels take everything, and no clock keeps them waiting.</summary>
internal sealed class SendingWorkshop : IDisposable
{
    private static readonly string[] Shares = ["01", "13", "31", "59", "69", "75", "93", "974"];

    private readonly InMemoryCampaignKeys _keys = new(TimeProvider.System);
    private readonly ServiceProvider _services;
    private int _people;
    private int _generation;

    private SendingWorkshop(AzuriteServer server)
    {
        Server = server;
        OutreachStorage storage = StorageClients.Open(
            new StorageOptions { Data = new StorageAccount(server.ConnectionString), Lists = new StorageAccount(server.ConnectionString), Audit = new StorageAccount(server.ConnectionString) },
            new Lazy<Azure.Core.TokenCredential>(() => throw new InvalidOperationException("The emulator needs none.")));
        ServiceCollection services = new();
        services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<ICampaignKeys>(_keys)
            .AddSingleton<IOutreachChannel>(new OpenChannel(OutreachChannel.Email, largestPart: 1))
            .AddSingleton<IOutreachChannel>(new OpenChannel(OutreachChannel.Sms, PaceRules.LargestPart));
        services.AddOutreach(new ConfigurationBuilder().AddInMemoryCollection([new("PublicBaseUrl", "https://outreach.example")]).Build());
        services.AddSingleton(storage).AddSingleton<ISendingPace, FakePace>();
        _services = services.BuildServiceProvider();
    }

    public AzuriteServer Server { get; }

    public static int ShareCount => Shares.Length;

    private CampaignSecret Secret { get; set; } = null!;

    public static async Task<SendingWorkshop> CreateAsync()
    {
        var workshop = new SendingWorkshop(await AzuriteFixture.StartOwnAsync());
        await workshop.Get<StorageSetup>().RunAsync(default);
        workshop.Secret = await OpenCampaign.AddAsync(workshop.Get<ICampaignStore>(), workshop._keys);
        await workshop.Get<IMessageTemplateStore>().AddAsync(SampleWaves.Template(OpenCampaign.Id), default);
        return workshop;
    }

    /// <summary>A register of new people, and an approved wave that is for all of them.</summary>
    public async Task<WaveId> ApproveAsync(OutreachChannel channel, int peoplePerShare)
    {
        var writer = Get<IRegisterWriter>();
        RegisterImport import = await writer.StartAsync(OpenCampaign.Id, RandomId.Create(), run: null, default);
        IAsyncEnumerable<RegisterPlacement> people = Enumerable.Range(0, peoplePerShare * Shares.Length).Select(_ => new RegisterPlacement(NextPerson(), [])).ToAsyncEnumerable();
        await writer.WriteAsync(OpenCampaign.Id, Secret, import.Generation, people, default);
        await writer.CompleteAsync(OpenCampaign.Id, import, default);
        _generation = import.Generation;
        Wave wave = SampleWaves.Wave(OpenCampaign.Id, WaveState.Running) with { Plan = SampleWaves.Plan with { Channels = [channel], Departments = Shares } };
        await Get<IWaveStore>().AddAsync(wave, default);
        return wave.Id;
    }

    /// <summary>All shares at once, page after page. How many messages were handed over.</summary>
    public async Task<long> SendAsync(WaveId wave) => (await Task.WhenAll(Shares.Select(share => SendAsync(wave, WaveShard.OfDepartment(share))))).Sum();

    public void Dispose()
    {
        _services.Dispose();
        _keys.Dispose();
    }

    private async Task<long> SendAsync(WaveId wave, WaveShard share)
    {
        var turn = new PageTurn(OpenCampaign.Id, wave, share, _generation, 0, WaveTally.None);
        while (true)
        {
            SentPage sent = await Get<SendPageHandler>().RunAsync(turn, default);
            switch (sent.Outcome)
            {
                case PageOutcome.Done when sent.IsLast:
                    return sent.Tally.HandedOver;
                case PageOutcome.Done:
                    turn = turn with { Page = turn.Page + 1, SoFar = sent.Tally, NotBefore = null, Cleared = null };
                    break;
                case PageOutcome.Waiting:
                    turn = turn with { NotBefore = sent.NotBefore, Cleared = sent.Cleared };
                    break;
                case PageOutcome.Superseded or PageOutcome.Stopped:
                    throw new InvalidOperationException($"A page ended as {sent.Outcome}.");
            }
        }
    }

    private InsuredPerson NextPerson()
    {
        int number = _people++;
        return new InsuredPerson
        {
            Id = new PatientId(InsSystem.Demo, number.ToString("D15", CultureInfo.InvariantCulture)),
            FamilyName = "SYNTHETIQUE",
            GivenName = "Marie-Thérèse",
            BirthDate = new DateOnly(1960, 1, 1),
            Department = Shares[number % Shares.Length],
            Phone = "+33199000000",
            Email = string.Create(CultureInfo.InvariantCulture, $"person{number}@example.org"),
        };
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Takes everything at once and keeps nothing.</summary>
    private sealed class OpenChannel(OutreachChannel kind, int largestPart) : IOutreachChannel
    {
        public OutreachChannel Kind => kind;

        public int LargestPart => largestPart;

        public Task<IReadOnlyDictionary<MessageId, HandOverOutcome>> HandOverAsync(
            Campaign campaign, WavePart part, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<MessageId, HandOverOutcome>>(messages.ToDictionary(message => message.Id, _ => HandOverOutcome.Taken));

        public Task<IReadOnlySet<MessageId>?> FindTakenAsync(Campaign campaign, WavePart part, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<MessageId>?>(null);
    }
}
