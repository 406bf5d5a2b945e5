using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Access;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;
using Outreach.LocalHost;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Spectre.Console;

namespace Outreach.Benchmarks;

/// <summary>The local host in this process, with a campaign and a register of many doctors: asks for lists over HTTP as practices do.</summary>
internal sealed class ListsWorkshop : IAsyncDisposable
{
    private const string Campaign = "benchmark";

    private readonly LocalFolder _folder;
    private readonly Queue<string> _doctors;

    private ListsWorkshop(LocalHost.LocalHost host, HttpClient http, LocalFolder folder, Queue<string> doctors)
    {
        Host = host;
        Http = http;
        _folder = folder;
        _doctors = doctors;
    }

    public LocalHost.LocalHost Host { get; }

    public HttpClient Http { get; }

    public static async Task<ListsWorkshop> StartAsync(int doctors, int patientsPerDoctor)
    {
        LocalFolder folder = LocalFolders.Ready();
        LocalHost.LocalHost host = await LocalHost.LocalHost.StartAsync(
            new LocalHostOptions { Folder = folder, Port = 0, Logs = false }, CancellationToken.None);
        HttpClient http = HttpSignIn.Client(host.Address);
        string[] numbers = [.. Enumerable.Range(0, doctors).Select(number => $"1{number:D10}")];
        var workshop = new ListsWorkshop(host, http, folder, new Queue<string>(numbers));
        await workshop.LoadAsync(numbers, patientsPerDoctor);
        return workshop;
    }

    /// <summary>Signs the next doctors in, before anything is measured.</summary>
    public async Task<PracticeClient[]> NextPracticesAsync(int count)
    {
        var issuer = new Uri(Host.Address, "dev/sign-in/doctors/");
        string[] next = [.. Enumerable.Range(0, count).Select(_ => _doctors.Dequeue())];
        return await Task.WhenAll(next.Select(async rpps => new PracticeClient(Http, await HttpSignIn.SignInAsync(Http, issuer, $"rpps-{rpps}", CancellationToken.None))));
    }

    /// <summary>Asks for one list and waits until it is sealed.</summary>
    public static async Task<Core.Lists.Manifest> MakeListAsync(PracticeClient practice)
    {
        (HttpStatusCode status, Uri? request) = await practice.AskAsync(Campaign, "inform-unvaccinated");
        if (request is null)
        {
            throw new InvalidOperationException($"The request answered {(int)status}.");
        }

        return await practice.WaitAsync(request, static _ => { }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        Directory.Delete(_folder.Root, recursive: true);
    }

    private async Task LoadAsync(string[] doctors, int patientsPerDoctor)
    {
        var insurer = new InsurerClient(
            Http, await HttpSignIn.SignInAsync(Http, new Uri(Host.Address, "dev/sign-in/insurer/"), Story.Agent, CancellationToken.None));
        await insurer.OpenCampaignAsync(Campaign, "Benchmark", TimeProvider.System.GetUtcNow());
        PractitionerId[] ids = [.. doctors.Select(rpps => PractitionerId.TryParse(rpps, out PractitionerId id) ? id : throw new FormatException("No RPPS."))];
        string extract = Path.Combine(_folder.Root, "extract.csv");
        await using (FileStream file = File.Create(extract))
        {
            await ExtractWriter.WriteAsync(
                file,
                SyntheticPeople.Of(new SyntheticPopulation(ids) { PatientsPerDoctor = patientsPerDoctor, JointRatio = 0, WithoutDoctorRatio = 0 })
                    .Select(person => (person.Person, person.TreatingDoctors)),
                CancellationToken.None);
        }

        IAnsiConsole quiet = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        RegisterImportExit exit = await ActivatorUtilities.CreateInstance<RegisterImportRun>(Host.Services, quiet)
            .RunAsync(new FileInfo(extract), Campaign, report: null, CancellationToken.None);
        if (exit is not (RegisterImportExit.Loaded or RegisterImportExit.LoadedInPart))
        {
            throw new InvalidOperationException($"The import ended with {exit}.");
        }
    }
}
