using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Storage;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Functions.Audit.Evidence;
using Outreach.Functions.Lists.Page;
using Outreach.Testing.Access;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.Functions.Tests.Audit.Evidence;

public sealed partial class EvidencePagesTests
{
    private const string HostileTitle = "Autumn <script>alert(1)</script> & \"winter\"";

    private const string HostileName = "TEST <b>Agent</b>";

    private readonly EvidencePages _pages = new(Headers());

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("application/json", false)]
    [InlineData("text/html", true)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", true)]
    [InlineData("text/html;q=0.5, application/json", false)]
    public async Task Answer_ByAccept_IsJsonOrAPage(string? accept, bool html)
    {
        (HttpResponse response, _) = await AnswerAsync(accept, language: null);

        Assert.StartsWith(html ? "text/html" : "application/json", response.ContentType, StringComparison.Ordinal);
        Assert.Equal("Accept, Accept-Language", response.Headers.Vary);
        Assert.Equal("no-store", response.Headers.CacheControl);
    }

    [Theory]
    [InlineData("en-GB", "en", "Condition by condition")]
    [InlineData("fr-FR", "fr", "Condition par condition")]
    public async Task Page_InEachLanguage_ShowsFifteenConditionsWithHeadingsAndCaptions(string accepted, string language, string heading)
    {
        (HttpResponse response, string page) = await AnswerAsync("text/html", accepted);

        Assert.Equal(language, response.Headers.ContentLanguage);
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains(heading, page, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 15), i => Assert.Contains($"<h3 id=\"C{i}\">", page, StringComparison.Ordinal));
        Assert.Equal(Tables().Count(page), Captions().Count(page));
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.Empty(EmptyCells().Matches(page).Select(match => match.Value));
    }

    [Fact]
    [Trait("threat", "62")]
    public async Task Page_OfACampaignWithAHostileTitle_HoldsNoScriptAndNothingFromElsewhere()
    {
        (HttpResponse response, string page) = await AnswerAsync("text/html", language: null);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Autumn &lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        string style = Style().Match(page).Groups["style"].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            response.Headers.ContentSecurityPolicy);
    }

    [Fact]
    [Trait("threat", "53")]
    public async Task Json_OfACampaign_HoldsNeitherKeyNorSecret()
    {
        (_, string json) = await AnswerAsync(accept: null, language: null);

        using var document = JsonDocument.Parse(json);
        Assert.Equal(15, document.RootElement.GetProperty("conditions").GetArrayLength());
        Assert.DoesNotContain("the-key-of-the-campaign", json, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("the secret of the campaign"u8), json, StringComparison.Ordinal);
    }

    /// <summary>A name is what a granter typed.</summary>
    [Theory]
    [Trait("threat", "62")]
    [InlineData("en-GB", "objections", "revoked, ", "Habilitations during the campaign")]
    [InlineData("fr-FR", "oppositions", "révoquée, ", "Habilitations pendant la campagne")]
    public async Task Page_UnderC10_NamesWhoWasHabilitated(string language, string purpose, string state, string caption)
    {
        (_, string page) = await AnswerAsync("text/html", language);

        string condition = page[page.IndexOf("<h3 id=\"C10\">", StringComparison.Ordinal)..page.IndexOf("<h3 id=\"C11\">", StringComparison.Ordinal)];
        Assert.Contains($"<caption>{caption}</caption>", condition, StringComparison.Ordinal);
        Assert.Contains("TEST &lt;b&gt;Agent&lt;/b&gt;<br><code>Insurer:", condition, StringComparison.Ordinal);
        Assert.Contains($"<td>{purpose}</td>", condition, StringComparison.Ordinal);
        Assert.Contains(state, condition, StringComparison.Ordinal);
        Assert.Contains("class=\"bad\"", condition, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfACampaign_NamesWhoWasHabilitated()
    {
        (_, string json) = await AnswerAsync(accept: null, language: null);

        JsonElement habilitation = Assert.Single(JsonDocument.Parse(json).RootElement.GetProperty("habilitations").EnumerateArray());
        Assert.Equal(
            ["id", "name", "agent", "purposes", "from", "until", "state", "grantedAt", "grantedBy", "revokedAt", "revokedBy", "confirmed"],
            habilitation.EnumerateObject().Select(member => member.Name));
        Assert.Equal((HostileName, "Revoked", false), (habilitation.GetProperty("name").GetString(), habilitation.GetProperty("state").GetString(), habilitation.GetProperty("confirmed").GetBoolean()));
    }

    [Fact]
    public void Page_OfProofs_LinksToEachListAndToTheNextPage()
    {
        var proof = new ProofOfErasure(new string('a', 32), "Expired", SampleCampaign.Opens, SampleCampaign.Opens, AttestedAt: null, 4, new string('b', 64));
        var page = new ProofPage(CampaignId.Parse("autumn-2026"), [proof], Next: proof.ListId);

        string html = _pages.Render(ProofsAnswer.Of(page), french: true);

        Assert.Contains($"href=\"/api/campaigns/autumn-2026/evidence/lists/{proof.ListId}\"", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/api/campaigns/autumn-2026/evidence?proofs={proof.ListId}\"", html, StringComparison.Ordinal);
        Assert.Contains("échue", html, StringComparison.Ordinal);
    }

    private static EvidenceReport Report()
    {
        Campaign campaign = SampleCampaign.Create() with
        {
            Title = HostileTitle,
            KeyId = "the-key-of-the-campaign",
            WrappedSecret = "the secret of the campaign"u8.ToArray(),
        };
        Habilitation habilitation = SampleHabilitation.Of(SampleHabilitation.NewAgent(), HabilitationPurpose.RecordObjections) with { Name = HostileName };
        habilitation = habilitation with { RevokedAt = habilitation.From.AddDays(1), RevokedBy = habilitation.GrantedBy };
        ListEvidence list = new(ListId.Create(), Record: null, new ListTrail { Campaign = campaign.Id }, Ciphertexts: 1, HasSecrets: true);
        return EvidenceReport.Of(new EvidenceFindings(
            campaign, SampleCampaign.Opens.AddDays(3), KeyEnd.Of(campaign, new VaultKey(VaultKeyStage.Deleted, SampleCampaign.Opens.AddDays(10)), SampleCampaign.Opens),
            ListTally.None.With(list, campaign, SampleCampaign.Opens, SampleCampaign.Opens), new RequestTally(1, 1), new CampaignTrail(),
            new DoctorCounts(1, 1), new AttestationCounts(0, 0, 0, 0, 0, 0),
            new CheckpointEvidence(new CheckpointFacts(3, SampleCampaign.Opens, new string('c', 64), 7, "audit-key/1", new string('d', 64), "a.b.c"), 0))
        {
            Habilitations = new HabilitationEvidence([habilitation], new HashSet<HabilitationId> { habilitation.Id }),
        });
    }

    private async Task<(HttpResponse Response, string Content)> AnswerAsync(string? accept, string? language)
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        using var body = new MemoryStream();
        context.Response.Body = body;
        context.Request.Headers.Accept = accept;
        context.Request.Headers.AcceptLanguage = language;
        await _pages.Answer(EvidenceAnswer.Of(Report(), language == "fr-FR"), context.Request).ExecuteAsync(context);
        return (context.Response, Encoding.UTF8.GetString(body.ToArray()));
    }

    private static PageHeaders Headers()
    {
        var account = new BlobServiceClient(new Uri("http://127.0.0.1:10000/devstoreaccount1"));
        return new PageHeaders(
            Options.Create(new PageOptions { Authority = "http://127.0.0.1:7071/sign-in/" }),
            new OutreachStorage(new TableServiceClient("UseDevelopmentStorage=true"), account, account),
            new PublicAddress(new Uri("http://127.0.0.1:7071")));
    }

    [GeneratedRegex("<table>", RegexOptions.CultureInvariant)]
    private static partial Regex Tables();

    [GeneratedRegex("<table>\\s*<caption>[^<]+</caption>", RegexOptions.CultureInvariant)]
    private static partial Regex Captions();

    [GeneratedRegex("<(?<tag>td|th|dd|dt|h[1-3]|li)[^>]*>\\s*</\\k<tag>>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex EmptyCells();

    [GeneratedRegex("<style>(?<style>.*?)</style>", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Style();
}
