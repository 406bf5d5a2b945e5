using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Adapters.Contacts;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;
using Outreach.LocalHost;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Demonstration;
using Xunit;
using static Outreach.EndToEnd.AtRest;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.EndToEnd.Contacts;

/// <summary>Looks for what contacts bring with them: links to people, what agents and the register send, and pseudonyms of people.</summary>
public sealed class ContactCanaryTests
{
    private const string Campaign = DemonstrationCampaign.Id;

    /// <summary>In no extract, and sent by nobody else.</summary>
    private static readonly DateOnly SentByAgent = new(1901, 2, 3);
    private static readonly DateOnly SentByRegister = new(1902, 3, 4);

    /// <summary>Where a person's pseudonym may be, as a key and nowhere else.</summary>
    private static readonly string[] KeyedByPeople = [TablesContactLedger.Table, TablesRegister.Table];

    [Fact]
    [Trait("threat", "18")]
    [Trait("threat", "19")]
    [Trait("threat", "34")]
    [Trait("threat", "53")]
    public async Task Everything_AfterUpdatesClosuresAndObjections_HoldsNoPersonLinkOrPseudonym()
    {
        await using HostProcess host = await HostProcess.StartAsync();
        await using LocalServices services = await LocalServices.StartAsync(host.Folder, host.Address, static _ => { }, CancellationToken.None);
        var seen = new Wiretap(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var http = new HttpClient(seen) { BaseAddress = host.Address };
        var stage = new LocalStage(http, host.Address, services.Provider);
        IReadOnlyList<SyntheticPerson> people = LocalStage.Extract().EligibleOf(1);
        Uri link = await stage.ReadContactLinkAsync(Campaign, people[2].Person.Id, CancellationToken.None);
        SyntheticPerson updated = people[1] with { Person = Renamed(people[1].Person) };
        InsuredPerson objecting = people[3].Person with { BirthDate = SentByAgent };

        ObjectionReceipt receipt = await PlayAsync(http, host, stage, people[0], updated, objecting, link);
        await AskWronglyAsync(http, stage, updated, objecting, link);

        string[] token = link.Fragment[1..].Split('.');
        string[] secrets =
        [
            link.Fragment[1..], token[3], .. seen.Tokens,
            .. people.Select(person => person.Person.Id.Number), .. people.Select(person => person.Person.Id.Number[..13]),
            "1901-02-03", "1902-03-04", updated.Person.FamilyName, updated.Person.GivenName, updated.Person.City, updated.Person.Phone,
        ];
        ContactBook book = (await services.Provider.GetRequiredService<ContactBooks>().FindAsync(CampaignId.Parse(Campaign), CancellationToken.None))!;
        string[] pseudonyms = [.. people.Select(person => book.Secret.For(person.Person.Id).Value)];
        byte[][] raw = [.. pseudonyms.Select(Convert.FromHexString)];
        List<(string Table, TableEntity Row)> rows = await RowsAsync(services.Provider.GetRequiredService<OutreachStorage>().Data);
        (string Name, byte[] Content)[] keys = [.. rows.Select(row => (row.Table, Encoding.UTF8.GetBytes($"{row.Row.PartitionKey} {row.Row.RowKey}")))];
        (string Name, byte[] Content)[] values = [.. rows.SelectMany(row => ValuesOf(row.Row).Select(value => (row.Table, value)))];
        (string Name, byte[] Content)[] files = [.. Everything(host)];
        (string Name, byte[] Content)[] answers = [.. seen.Refusals.Select(answer => ("a refusal", answer))];

        Assert.Equal(7, answers.Length);
        Assert.NotEmpty(files.SelectMany(place => Found(place.Name, place.Content, [receipt.AuditHash], [])));
        Assert.All(KeyedByPeople, table => Assert.Contains(keys, key => key.Name == table && Found(table, key.Content, pseudonyms, []).Any()));
        Assert.Empty(files.Concat(keys).Concat(values).Concat(answers).SelectMany(place => Found(place.Name, place.Content, secrets, [Base64Url.DecodeFromChars(token[3])])));
        Assert.Empty(keys.Where(key => !KeyedByPeople.Contains(key.Name)).Concat(values).Concat(answers)
            .Concat(files.Where(file => file.Name != TablesFile))
            .SelectMany(place => Found(place.Name, place.Content, pseudonyms, raw)));
        Assert.All(rows.Where(row => row.Table == TablesContactLedger.Table), row => AssertSealed(row.Row));
    }

    /// <summary>Everything that a secret of this test takes part in.</summary>
    private static async Task<ObjectionReceipt> PlayAsync(
        HttpClient http, HostProcess host, LocalStage stage, SyntheticPerson closed, SyntheticPerson updated, InsuredPerson objecting, Uri link)
    {
        Uri listLink = await LinkCommand.ReadAsync(http, host.Folder, Story.FirstDoctor, Campaign, CancellationToken.None);
        using var practice = new PracticeClient(http, await stage.SignInAsync(Story.FirstDoctor, CancellationToken.None));
        string list = listLink.AbsolutePath.Split('/')[^1];
        Core.Lists.Opening opening = (await practice.OpenAsync(list)).Opening!;
        var opened = new OpenedList(practice, list, opening.LeftOut, PracticeClient.Decrypt(opening, listLink.Fragment[1..], await practice.FetchAsync(opening))!);
        await practice.CloseRowAsync(list, opened.RefOf(closed.Person));

        await (await ClientAsync(http, stage, Story.RegisterAgent)).UpdateRegisterAsync(Campaign, updated);
        await new PersonClient(http, link).ObjectAsync(CancellationToken.None);
        await new PersonClient(http, link).ReadStatementAsync(CancellationToken.None);
        ObjectionReceipt receipt = await (await ClientAsync(http, stage, Story.ObjectingAgent)).ObjectAsync(Campaign, objecting);
        Assert.Equal(2, (await practice.ReadWithdrawalsAsync(list)).Withdrawn.Count);
        return receipt;
    }

    /// <summary>What is refused is not repeated: neither in an answer nor in a log.</summary>
    private static async Task AskWronglyAsync(HttpClient http, LocalStage stage, SyntheticPerson updated, InsuredPerson objecting, Uri link)
    {
        string agent = await stage.SignInAsync(Story.ObjectingAgent, CancellationToken.None);
        string register = await stage.SignInAsync(Story.RegisterAgent, CancellationToken.None);
        string updates = $"api/campaigns/{Campaign}/register/updates";
        string number = objecting.Id.Number;
        foreach ((string path, object body, string? token, HttpStatusCode status) in new (string, object, string?, HttpStatusCode)[]
        {
            ("api/objections", new { token = link.Fragment[1..] + "A" }, null, HttpStatusCode.NotFound),
            ("api/statements", new { token = link.Fragment[1..], name = updated.Person.FamilyName }, null, HttpStatusCode.BadRequest),
            ($"api/campaigns/{Campaign}/objections", new { system = objecting.Id.System, number = number[..13] + "98", birthDate = "1901-02-03" }, agent, HttpStatusCode.BadRequest),
            ($"api/campaigns/{Campaign}/objections", new { system = number, number, birthDate = "1901-02-03" }, agent, HttpStatusCode.BadRequest),
            ("api/campaigns/nowhere/objections", new { system = objecting.Id.System, number, birthDate = "1901-02-03" }, agent, HttpStatusCode.NotFound),
            (updates, new { people = new[] { new Dictionary<string, string> { ["covid"] = updated.Person.FamilyName } } }, register, HttpStatusCode.BadRequest),
            (updates, new { people = updated.Person.FamilyName }, register, HttpStatusCode.BadRequest),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using HttpResponseMessage response = await http.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
        }
    }

    private static InsuredPerson Renamed(InsuredPerson person) => person with
    {
        FamilyName = "Canari-du-Registre",
        GivenName = "Prénom-du-Registre",
        City = "Ville-du-Registre",
        Phone = "+33199009876",
        BirthDate = SentByRegister,
    };

    private static async Task<InsurerClient> ClientAsync(HttpClient http, LocalStage stage, string person) =>
        new(http, await stage.SignInAsync(person, CancellationToken.None));

    /// <summary>Compact JWE, and no other column, but for the two rows that say whether an act is open.</summary>
    private static void AssertSealed(TableEntity row)
    {
        KeyValuePair<string, object>[] columns = [.. row.Where(column =>
            column.Key is not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or "odata.etag"))];
        bool holds = row.RowKey switch
        {
            "open" => columns.Length == 0,
            "state" => columns is [{ Key: "State" }],
            _ => columns is [{ Key: "Sealed", Value: string jwe }] && jwe.Split('.').Length == 5,
        };
        Assert.True(holds, "A row of the contact ledger is neither sealed nor a state.");
    }
}
