using System.Globalization;
using System.Net;
using System.Text.Json;
using Outreach.Adapters.Register;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Runs;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.SignIn;
using Outreach.Testing.Register;
using Xunit;
using Xunit.Abstractions;

namespace Outreach.EndToEnd.Register;

/// <summary>`kill -9` of the real host at random moments of an import, from its first posted part to nothing of it.</summary>
public sealed class ImportKilledTests(ITestOutputHelper output)
{
    private const string Campaign = "killed-import";
    private const int BeforePerDoctor = 20;
    private const int AfterPerDoctor = 30;
    private const int WithoutDoctor = 4_000;

    private static readonly string[] Departments = ["31", "2A", "974"];

    private static readonly PractitionerId[] Doctors =
        [.. Enumerable.Range(0, 100).Select(number => SamplePeople.Doctor($"100000000{number:00}")).Where(RppsCheckDigit.Holds).Take(4)];

    private static readonly CampaignId Id = CampaignId.Parse(Campaign);

    [Fact]
    [Trait("threat", "31")]
    [Trait("threat", "57")]
    [Trait("threat", "69")]
    public async Task Import_HostKilledAtRandomMoments_LoadsEveryRowOnceAndLeavesNothing()
    {
        output.WriteLine($"OUTREACH_SEED={RandomKills.Seed}");
        await using StorageProxy storage = await StorageProxy.StartAsync();
        await using HostProcess host = await HostProcess.StartAsync(storage.Settings);
        using HttpClient http = WholeAnswerHandler.CreateClient(host.Address);
        await (await AgentClient.SignInAsync(http, Story.Agent)).AsInsurer().OpenCampaignAsync(Campaign, "Killed", TimeProvider.System.GetUtcNow());
        AgentClient register = await AgentClient.SignInAsync(http, Story.RegisterAgent);
        await ImportStory.RunAsync(register, Campaign, "before", SamplePeople.Extract(Rows(BeforePerDoctor, "Avant", withoutDoctor: 10)));
        (byte[] extract, string[] report) = AfterExtract();
        List<string> during = [];
        string first = await ReadListAsync(http, Doctors[0]);

        storage.Slow(TablesRegister.Table, TimeSpan.FromSeconds(1.5));
        Task<JsonElement> import = PlayAsync();
        var kills = new RandomKills(storage, host, RandomKills.Seed);
        await kills.DuringAsync(import, most: 9, TimeSpan.FromMilliseconds(500), ("", 16));

        JsonElement status = await import;
        Assert.InRange(kills.Count, 5, 9);
        Assert.Equal("completed", status.GetProperty("state").GetString());
        JsonElement counts = status.GetProperty("counts");
        Assert.Equal(((Doctors.Length * AfterPerDoctor) + WithoutDoctor, report.Length), (counts.GetProperty("loaded").GetInt32(), counts.GetProperty("refused").GetInt32()));
        Assert.Equal(report, await ReadReportAsync(register, status));
        string[] seen = [first, .. during, await ReadListAsync(http, Doctors[^1])];
        Assert.Equal(("Avant", "Après"), (seen[0], seen[^1]));
        await AssertRegisterAsync(storage, host);

        // Lists are asked for while rows are being written.
        async Task<JsonElement> PlayAsync()
        {
            string address = await ImportStory.BeginAsync(register, Campaign, "after", extract);
            await register.UntilAsync(address, static status => status.GetProperty("state").GetString() is not ("reading" or "matching"));
            during.AddRange(await Task.WhenAll(Doctors[1..^1].Select(doctor => ReadListAsync(http, doctor))));
            return await ImportStory.WaitAsync(register, address);
        }
    }

    /// <summary>An extract with bad lines among the good ones, and the report they must make.</summary>
    private static (byte[] Extract, string[] Report) AfterExtract()
    {
        List<string> rows = [.. Rows(AfterPerDoctor, "Après", WithoutDoctor)];
        string good = rows[^1];
        string number = good.Split(';')[1];
        (int At, string Line, string Column, string Code)[] bad =
        [
            (3, good.Replace("1953-07-01", "1953-13-01", StringComparison.Ordinal), "birth_date", "register.birth-date"),
            (500, good.Replace(number, number[..13] + "98", StringComparison.Ordinal), "ins_number", "register.ins-key"),
            (1_500, Row(Doctors.Length, 9_999, "Double", ""), "ins_number", "register.duplicate-person"),
            (2_500, good.Replace(";97490;", ";974;", StringComparison.Ordinal), "postal_code", "register.postal-code"),
            (3_500, Row(Doctors.Length, 9_999, "Double", ""), "ins_number", "register.duplicate-person"),
            (4_100, good + ";0", "", "register.field-count"),
        ];
        foreach ((int at, string line, _, _) in bad)
        {
            rows.Insert(at, line);
        }

        // As an editor counts, the header is line 1; people who stand twice come last.
        return (SamplePeople.Extract(rows), [.. bad.OrderBy(one => one.Code == "register.duplicate-person").Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.At + 2};{one.Column};{one.Code}"))]);
    }

    private static IEnumerable<string> Rows(int perDoctor, string familyName, int withoutDoctor) =>
    [
        .. from doctor in Doctors.Index() from person in Enumerable.Range(0, perDoctor) select Row(doctor.Index, person, familyName, doctor.Item.Value[1..]),
        .. Enumerable.Range(0, withoutDoctor).Select(person => Row(Doctors.Length, person, familyName, "")),
    ];

    private static string Row(int doctor, int person, string familyName, string rpps)
    {
        string body = string.Create(CultureInfo.InvariantCulture, $"15307{97 - (familyName == "Avant" ? 1 : 0):00}{doctor:0}{person:00000}");
        return $"{InsSystem.Demo};{body}{NirNumber.KeyOf(body)};{familyName};Loïc;1953-07-01;;97490;Saint-Denis;{Departments[person % Departments.Length]};{rpps};0;0;0";
    }

    /// <summary>Asks for a doctor's list and opens it; the family name that all of it has, which has to be all of one import.</summary>
    private static async Task<string> ReadListAsync(HttpClient http, PractitionerId doctor)
    {
        string token = await HttpSignIn.SignInAsync(http, new Uri(http.BaseAddress!, DevelopmentSignIn.Doctors + "/"), $"rpps-{doctor.Value[1..]}", CancellationToken.None);
        using var practice = new PracticeClient(http, token);
        (HttpStatusCode asked, Uri? request) = await practice.AskAsync(Campaign, "inform-unvaccinated");
        Assert.Equal(HttpStatusCode.Accepted, asked);
        OpenedList opened = await OpenedList.ReadAsync(practice, await practice.WaitAsync(request!, static _ => { }, CancellationToken.None));
        string name = Assert.Single(opened.Rows.Select(row => row.FamilyName).Distinct(StringComparer.Ordinal));
        Assert.Equal(name == "Avant" ? BeforePerDoctor : AfterPerDoctor, opened.Rows.Count);
        return name;
    }

    /// <summary>Line, column and code of each.</summary>
    private static async Task<string[]> ReadReportAsync(AgentClient register, JsonElement status)
    {
        string report = await register.ReadTextAsync(status.GetProperty("rejected").GetString()!);
        return [.. report.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => string.Join(';', line.Split(';').Take(3)))];
    }

    /// <summary>Exactly the good rows, each once; and no file of the import but its report.</summary>
    private static async Task AssertRegisterAsync(StorageProxy storage, HostProcess host)
    {
        ContactBook book = await LocalSecrets.OpenBookAsync(storage.Storage, host.Folder, Id);
        var people = new TablesRegister(storage.Storage);
        var pseudonyms = new Pseudonyms(host.Folder.Secret("pseudonyms.key"));
        List<RegisterEntry> found = [];
        foreach (PractitionerId doctor in Doctors)
        {
            List<RegisterEntry> own = await people.ReadPatientsAsync(Id, book.Secret, pseudonyms.For(Id, doctor), CancellationToken.None).ToListAsync();
            Assert.Equal(AfterPerDoctor, own.Count);
            found.AddRange(own);
        }

        foreach (string department in Departments)
        {
            found.AddRange(await people.ReadWithoutPractitionerAsync(Id, book.Secret, department, CancellationToken.None).ToListAsync());
        }

        Assert.Equal(
            Rows(AfterPerDoctor, "Après", WithoutDoctor).Select(row => row.Split(';')[1]).Order(StringComparer.Ordinal),
            found.Select(entry => entry.Person.Id.Number).Order(StringComparer.Ordinal));
        BlobImportFiles files = new(storage.Storage);
        foreach (ImportPlace place in new[] { ImportPlace.Landing, ImportPlace.Posted, ImportPlace.Parts })
        {
            Assert.Empty(await files.ListAsync(place, Campaign + "/", unfinished: true, CancellationToken.None).ToListAsync());
        }
    }
}
