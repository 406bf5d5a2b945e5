using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Tests.Audit.Evidence;
using Outreach.Core.Tests.Register.Updates;
using Outreach.Functions.Audit.Evidence;
using Outreach.Functions.Campaigns;
using Outreach.Functions.Contacts;
using Outreach.Functions.Deletion;
using Outreach.Functions.Lists.Page;

namespace Outreach.Functions.Tests.Contacts;

/// <summary>Everything that the insurer's side gets of a campaign, and what a person is told, as the functions answer it: status, headers and body.</summary>
internal sealed class InsurersDesk(EvidenceWorld evidence)
{
    private readonly EvidencePages _pages = new(Headers());
    private readonly ContactAct _wave = ContactAct.ForWave(Core.RandomId.Create());

    private string Campaign => evidence.Lists.Campaign.Id.Value;

    /// <summary>One after the other, each under its name.</summary>
    public async Task<IReadOnlyList<(string Name, string Answer)>> AnswersAsync() =>
    [
        ("counts", await GetAsync(request => new CountContactsFunction(
            new CountContactsHandler(evidence.Lists.Campaigns, evidence.Lists.Lists, evidence.Objections())).RunAsync(request, Campaign, default))),
        ("campaign", await GetAsync(request => new GetCampaignFunction(evidence.Lists.Campaigns).RunAsync(request, Campaign, default))),
        ("campaigns", await GetAsync(request => new ListCampaignsFunction(evidence.Lists.Campaigns).RunAsync(request, default))),
        ("unattested", await GetAsync(request => new ListUnattestedFunction(
            new ListUnattestedHandler(evidence.Lists.Campaigns, evidence.Lists.Attestations)).RunAsync(request, Campaign, default))),
        ("evidence", await EvidenceAsync("application/json", "en")),
        ("evidence, page", await EvidenceAsync("text/html", "en")),
        ("evidence, page in French", await EvidenceAsync("text/html", "fr-FR")),
        ("proofs", await EvidenceAsync("application/json", "en", "?proofs=")),
        ("proofs, page", await EvidenceAsync("text/html", "fr-FR", "?proofs=")),
    ];

    /// <summary>The trail as it is stored: whoever verifies or exports it has this.</summary>
    public string Trail() => string.Join('\n', evidence.Lists.Audit.Lines
        .OrderBy(stream => stream.Key.Value, StringComparer.Ordinal).SelectMany(stream => stream.Value.Select(line => $"{stream.Key.Value} {Encoding.UTF8.GetString(line)}")));

    public Task<string> ProofAsync(ListId list, string accept) => GetAsync(
        request => new GetListProofFunction(evidence.Proof(), _pages).RunAsync(request, Campaign, list.Value, default), accept);

    /// <summary>The insurer tries to solicit people: under the campaign's cap, and under one that would leave room.</summary>
    public async Task<string> WaveAsync(ContactBook book, IReadOnlyCollection<PatientRef> people)
    {
        List<string> answers = [];
        foreach (int cap in new[] { book.Cap, 9 })
        {
            answers.Add($"granted {(await evidence.Lists.Contacts.ClaimAsync(book with { Cap = cap }, _wave, people, default)).Count}");
        }

        foreach (PatientRef person in people)
        {
            answers.Add((await evidence.Lists.Contacts.ApplyAsync(book, person, new ContactEvent.Solicited(_wave, book.Generation), default)).Answer.ToString());
        }

        return string.Join(", ", answers);
    }

    /// <summary>What the person is told, by the link of a message.</summary>
    public Task<string> StatementAsync(UpdatesWorld updates, ContactBook book, PatientRef person)
    {
        var links = new ContactLinkReader(evidence.Lists.Campaigns, evidence.Lists.Secrets, updates.Books(), evidence.Lists.Time);
        var function = new ReadStatementFunction(new ReadStatementHandler(links, evidence.Lists.Contacts, evidence.Lists.Lists, evidence.Lists.Time));
        return AnswerAsync(function.RunAsync, request =>
        {
            request.ContentType = "application/json";
            request.Body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new { token = ContactLink.Create(book, person) }));
        });
    }

    private static async Task<string> AnswerAsync(Func<HttpRequest, CancellationToken, Task<IResult>> function, Action<HttpRequest> prepare)
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        prepare(context.Request);
        context.Response.Body = body;
        await (await function(context.Request, default)).ExecuteAsync(context);
        string headers = string.Join('\n', context.Response.Headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}"));
        return $"{context.Response.StatusCode}\n{headers}\n{Encoding.UTF8.GetString(body.ToArray())}";
    }

    private static Task<string> GetAsync(Func<HttpRequest, Task<IResult>> function, string accept = "application/json", string language = "en", string query = "") =>
        AnswerAsync((request, _) => function(request), request =>
        {
            request.Headers.Accept = accept;
            request.Headers.AcceptLanguage = language;
            request.QueryString = new QueryString(query);
        });

    private Task<string> EvidenceAsync(string accept, string language, string query = "") => GetAsync(
        request => new GetEvidenceFunction(evidence.Compile(), new ListProofsHandler(evidence.Lists.Campaigns, evidence.Lists.Lists), _pages).RunAsync(request, Campaign, default),
        accept, language, query);

    private static PageHeaders Headers()
    {
        var account = new BlobServiceClient(new Uri("http://127.0.0.1:10000/devstoreaccount1"));
        return new PageHeaders(
            Options.Create(new PageOptions { Authority = "http://127.0.0.1:7071/sign-in/" }),
            new OutreachStorage(new TableServiceClient("UseDevelopmentStorage=true"), account, account),
            new PublicAddress(new Uri("http://127.0.0.1:7071")));
    }
}
