using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Contacts;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register.Synthetic;
using Outreach.EndToEnd.Register;
using Outreach.LocalHost;
using Outreach.LocalHost.Demonstration;
using Outreach.Testing.Register;
using Xunit;
using static Outreach.EndToEnd.AtRest;

namespace Outreach.EndToEnd.ComplementaryOutreach;

/// <summary>Looks for people of an import and a wave, for their links and for tokens, in everything that a host wrote: they are in mails and letters alone.</summary>
public sealed partial class WaveCanaryTests
{
    private const string Campaign = "canary-wave";

    /// <summary>Where a person's pseudonym may be, as a key and nowhere else.</summary>
    private static readonly string[] KeyedByPeople = [TablesContactLedger.Table, TablesRegister.Table];

    [Fact]
    [Trait("threat", "19")]
    [Trait("threat", "34")]
    [Trait("threat", "53")]
    [Trait("threat", "57")]
    public async Task Everything_AfterAnImportAndAWave_HoldsNoPersonLinkOrPseudonym()
    {
        WavePeople people = WavePeople.Of(patients: 10, withoutDoctor: 0.8);
        await using HostProcess host = await HostProcess.StartAsync(WavePeople.Settings);
        await using LocalServices services = await LocalServices.StartAsync(host.Folder, host.Address, static _ => { }, CancellationToken.None);
        var seen = new Wiretap(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var http = new HttpClient(seen) { BaseAddress = host.Address };

        string wave = await PlayAsync(http, people);

        SentMessages sent = await SentMessages.ReadAsync(http, host.Folder, Campaign, wave);
        string[] links = [.. sent.Mails.Select(mail => mail.Body).Concat(sent.Letters.Select(letter => letter.Text)).Select(text => Link().Match(text).Groups["token"].Value)];
        await EndAsync(http, host.Address, sent, links[0], wave);
        string[] secrets =
        [
            WavePeople.FamilyName, WavePeople.GivenName, WavePeople.City, "rue de l'Exemple", "@example.org", .. seen.Tokens, .. links, .. links.Select(link => link.Split('.')[3]),
            .. people.All.Select(person => person.Person.Phone).Where(phone => phone.Length > 0),
            .. people.All.Select(person => person.Person.Id.Number[..13]),
            .. sent.Signatures, .. sent.Signatures.Select(Uri.EscapeDataString),
        ];
        ContactBook book = (await services.Provider.GetRequiredService<ContactBooks>().FindAsync(CampaignId.Parse(Campaign), CancellationToken.None))!;
        string[] pseudonyms = [.. people.All.Select(person => book.Secret.For(person.Person.Id).Value)];
        List<(string Table, TableEntity Row)> rows = await RowsAsync(services.Provider.GetRequiredService<OutreachStorage>().Data);
        (string Name, byte[] Content)[] keys = [.. rows.Select(row => (row.Table, Encoding.UTF8.GetBytes($"{row.Row.PartitionKey} {row.Row.RowKey}")))];
        (string Name, byte[] Content)[] values = [.. rows.SelectMany(row => ValuesOf(row.Row).Select(value => (row.Table, value)))];
        (string Name, byte[] Content)[] files = [.. Everything(host)];
        (string Name, byte[] Content)[] answers = [.. seen.Refusals.Select(answer => ("a refusal", answer))];

        Assert.True(links.Length > 20 && sent.Letters.Count > 3 && links.All(link => link.Split('.').Length == 5), "there is too little to look for");
        Assert.All(sent.Letters, letter => Assert.StartsWith(WavePeople.FamilyName, letter.FamilyName, StringComparison.Ordinal));
        Assert.Equal(3, answers.Length);
        Assert.NotEmpty(values.Where(value => value.Name.StartsWith("Outreach", StringComparison.Ordinal)).SelectMany(value => Found(value.Name, value.Content, [wave], [])));
        Assert.NotEmpty(files.SelectMany(place => Found(place.Name, place.Content, ["waves.completed"], [])));
        Assert.Empty(files.Concat(keys).Concat(values).Concat(answers).SelectMany(place => Found(place.Name, place.Content, secrets, [])));
        Assert.Empty(keys.Where(key => !KeyedByPeople.Contains(key.Name)).Concat(values).Concat(answers).Concat(files.Where(file => file.Name != TablesFile))
            .SelectMany(place => Found(place.Name, place.Content, pseudonyms, [.. pseudonyms.Select(Convert.FromHexString)])));
    }

    /// <summary>An import with bad lines, the words, the wave, and what people change about themselves before it is approved; the wave's id.</summary>
    private static async Task<string> PlayAsync(HttpClient http, WavePeople people)
    {
        await (await AgentClient.SignInAsync(http, Story.Agent)).AsInsurer().OpenCampaignAsync(Campaign, "Canary", TimeProvider.System.GetUtcNow());
        AgentClient register = await AgentClient.SignInAsync(http, Story.RegisterAgent);
        JsonElement import = await ImportStory.RunAsync(register, Campaign, "people", [.. await people.ExtractAsync(), .. Encoding.UTF8.GetBytes(BadLine(people.All[0]))]);
        await register.ReadTextAsync(import.GetProperty("rejected").GetString()!);
        string waves = $"api/campaigns/{Campaign}/waves";
        await register.PostInVainAsync($"api/campaigns/{Campaign}/register/imports", new { Extract = people.All[0].Person.Id.Number + "/" + people.All[0].Person.FamilyName, Kind = "full" });
        AgentClient planner = await AgentClient.SignInAsync(http, "planner-7");
        await planner.PostInVainAsync(waves, new { Group = people.All[0].Person.FamilyName });
        await planner.PostInVainAsync(waves, new { Group = "WithoutPractitioner", Template = people.All[0].Person.Email + people.All[0].Person.FamilyName, Channels = new[] { "Email" } });

        WaveStory story = await WaveStory.SignInAsync(http, Campaign);
        string wave = await story.PlanAsync(await story.ApproveWordsAsync(), people.Departments);
        await story.PreviewAsync(wave);
        SyntheticPerson changed = people.Selected[0];
        await register.AsInsurer().UpdateRegisterAsync(Campaign, changed with { TreatingDoctors = [SamplePeople.Doctors[0]] });
        await (await AgentClient.SignInAsync(http, Story.ObjectingAgent)).AsInsurer().ObjectAsync(Campaign, people.Selected[1].Person);
        await story.ApproveAsync(wave);
        await story.CompleteAsync(wave);
        return wave;
    }

    /// <summary>What follows: somebody objects by the link of their message, and the dispatcher reports.</summary>
    private static async Task EndAsync(HttpClient http, Uri address, SentMessages sent, string token, string wave)
    {
        var person = new PersonClient(http, new Uri(address, $"o#{token}"));
        await person.ReadStatementAsync(CancellationToken.None);
        await person.ObjectAsync(CancellationToken.None);
        AgentClient dispatcher = await AgentClient.SignInAsync(http, "dispatcher-9");
        await dispatcher.PostCsvAsync($"api/campaigns/{Campaign}/waves/{wave}/delivery-reports", $"message_id,status\n{sent.Letters[0].Id},undelivered\n{sent.Letters[1].Id},delivered\n");
        await (await AgentClient.SignInAsync(http, Story.Auditor)).GetAsync($"api/campaigns/{Campaign}/evidence");
    }

    private static string BadLine(SyntheticPerson person) =>
        $"{person.Person.Id.System};{person.Person.Id.Number};{person.Person.FamilyName};{person.Person.GivenName};{WavePeople.City}1;{person.Person.Phone};;;;;0;0;0;;\r\n";

    [GeneratedRegex(@"/o#(?<token>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();
}
