using System.Net;
using Outreach.Core.Audit;
using Outreach.Core.Lists;

namespace Outreach.LocalHost.Demonstration;

/// <summary>The doctors' half of the demonstration, from an open campaign to nothing left, played by outsiders over HTTP.</summary>
public sealed class Story(HttpClient http, IStoryStage stage, StepReport report, TimeProvider time)
{
    public const string FirstDoctor = "doctor-1";
    public const string SecondDoctor = "doctor-2";
    public const string Agent = "agent-1";
    public const string ObjectingAgent = "agent-4";
    public const string Newcomer = SignIn.DevelopmentHabilitations.Newcomer;
    public const string Granter = SignIn.DevelopmentHabilitations.Granter;
    public const string RegisterAgent = "register-5";
    public const string Auditor = "auditor-3";

    private readonly string _campaign = $"demo-{Core.RandomId.Create()[..8]}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var insurer = new InsurerClient(http, await SignInAsync("A CNAM agent signs in", Agent, cancellationToken));
        await report.RunAsync("A campaign is opened", async () =>
            StatusCheck.Is(await insurer.OpenCampaignAsync(_campaign, "Demonstration", time.GetUtcNow()), HttpStatusCode.Created, HttpStatusCode.OK));
        ExpectedLists expected = await report.RunAsync("A register extract is imported from a file", async () =>
        {
            ExpectedLists lists = await stage.ImportExtractAsync(_campaign, cancellationToken);
            return (lists, $"{lists.Loaded} rows loaded, {lists.Refused} refused");
        });

        using var doctor = new PracticeClient(http, await SignInAsync("A doctor signs in", FirstDoctor, cancellationToken));
        using var second = new PracticeClient(http, await SignInAsync("A second doctor signs in", SecondDoctor, cancellationToken));
        Manifest manifest = await RequestAsync(doctor, "The doctor", cancellationToken);
        Uri link = await ReadLinkAsync(doctor, manifest);
        await OpenAsync(doctor, manifest, link, expected.First.Count);
        await RefuseOthersAsync(doctor, second, manifest);
        Manifest other = await RequestAsync(second, "The second doctor", cancellationToken);
        await new ContactSteps(http, stage, report, _campaign).RunAsync(
            insurer, () => OpenedList.ReadAsync(doctor, manifest), () => OpenedList.ReadAsync(second, other), expected, cancellationToken);
        var deletion = new DeletionSteps(http, stage, report);
        await deletion.DeleteAsync(doctor, manifest, cancellationToken);
        await deletion.CloseAsync(insurer, _campaign, second, other, cancellationToken);
        await VerifyTrailAsync(cancellationToken);
        var auditor = new EvidenceClient(new SignedInClient(http, await SignInAsync("An auditor signs in", Auditor, cancellationToken)));
        await new EvidenceSteps(auditor, report).RunAsync(_campaign, other.ListId, cancellationToken);
    }

    private Task VerifyTrailAsync(CancellationToken cancellationToken) =>
        report.RunAsync("A signed checkpoint covers the audit trail, and all of it is as it was written", async () =>
        {
            AuditVerification trail = await stage.VerifyTrailAsync(cancellationToken);
            StepFailedException.Require(trail is { IsIntact: true, Checkpoint: not null }, string.Join(' ', trail.Findings.Select(finding => finding.English)));
            return $"{trail.Entries} entries in {trail.Streams} streams, checkpoint {trail.Checkpoint!.Statement.Number}";
        });

    private Task<string> SignInAsync(string title, string person, CancellationToken cancellationToken) =>
        report.RunAsync(title, async () => (await stage.SignInAsync(person, cancellationToken), "authorization code, PKCE"));

    private async Task<Manifest> RequestAsync(PracticeClient doctor, string who, CancellationToken cancellationToken)
    {
        Uri statusUrl = await report.RunAsync($"{who} asks for the list", async () =>
        {
            (HttpStatusCode status, Uri? url) = await doctor.AskAsync(_campaign, "inform-unvaccinated");
            StepFailedException.Require(status == HttpStatusCode.Accepted && url is not null, $"the request answered {(int)status}");
            return (url!, "202 Accepted");
        });
        await report.RunAsync($"{who} asks again and gets the same request", async () =>
        {
            (_, Uri? again) = await doctor.AskAsync(_campaign, "inform-unvaccinated");
            StepFailedException.Require(again == statusUrl, "a second request was made");
            return "same address";
        });
        return await report.RunAsync($"{who} polls until the list is sealed", async () =>
        {
            List<string> seen = [];
            Manifest manifest = await doctor.WaitAsync(statusUrl, seen.Add, cancellationToken);
            return (manifest, $"202 {string.Join(", ", seen.Distinct(StringComparer.Ordinal))} → 200, {manifest.Rows} rows, until {manifest.NotAfter:d MMMM}");
        });
    }

    private Task<Uri> ReadLinkAsync(PracticeClient doctor, Manifest manifest) =>
        report.RunAsync("The doctor reads the sealed link with the own key", () =>
        {
            Uri link = doctor.ReadLink(manifest);
            StepFailedException.Require(link.AbsolutePath == $"/l/{manifest.ListId}" && link.Fragment.Length == 44, "the link is not a secure link");
            return Task.FromResult((link, $"{link.GetLeftPart(UriPartial.Path)}#…"));
        });

    private async Task OpenAsync(PracticeClient doctor, Manifest manifest, Uri link, int expectedRows)
    {
        await report.RunAsync("A mail scanner follows the link, and consumes nothing", async () =>
        {
            int before = (await OpenedList.OpenAsync(doctor, manifest.ListId)).RemainingOpenings;
            foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Get })
            {
                using var request = new HttpRequestMessage(method, link.AbsolutePath);
                using HttpResponseMessage _ = await http.SendAsync(request);
            }

            int after = (await OpenedList.OpenAsync(doctor, manifest.ListId)).RemainingOpenings;
            StepFailedException.Require(after == before - 1, "the scanner used up an opening");
            return "GET, HEAD, OPTIONS: no opening used";
        });
        await report.RunAsync("The doctor opens the list, fetches the ciphertext by SAS and decrypts it", async () =>
        {
            (Opening opening, byte[] ciphertext) = await FetchAsync(doctor, manifest);
            IReadOnlyList<ListRow>? rows = PracticeClient.Decrypt(opening, link.Fragment[1..], ciphertext);
            StepFailedException.Require(rows is not null, "the list did not open");
            StepFailedException.Require(rows!.Count == expectedRows, $"{rows.Count} rows instead of {expectedRows}");
            foreach (ListRow row in rows.Take(3))
            {
                report.Note($"{Mask(row.FamilyName)} {Mask(row.GivenName)}  {row.BirthDate[..4]}-**-**  {Mask(row.Phone)}  {Mask(row.City)}");
            }

            return $"{rows.Count} rows, {ciphertext.Length / 1024} KiB";
        });
        await report.RunAsync("With another fragment the same ciphertext does not open", async () =>
        {
            (Opening opening, byte[] ciphertext) = await FetchAsync(doctor, manifest);
            string wrong = new([.. link.Fragment[1..].Select(c => c == 'A' ? 'E' : 'A')]);
            StepFailedException.Require(PracticeClient.Decrypt(opening, wrong, ciphertext) is null, "a wrong link opened the list");
            return "refused";
        });
    }

    private async Task RefuseOthersAsync(PracticeClient doctor, PracticeClient second, Manifest manifest)
    {
        await report.RunAsync("A second doctor gets 404 for the same list", async () =>
        {
            (HttpStatusCode opening, _) = await second.OpenAsync(manifest.ListId);
            HttpStatusCode request = await second.StatusOfAsync(HttpMethod.Get, $"api/list-requests/{manifest.RequestId}");
            HttpStatusCode deletion = await second.StatusOfAsync(HttpMethod.Delete, $"api/lists/{manifest.ListId}");
            return StatusCheck.All(HttpStatusCode.NotFound, opening, request, deletion);
        });
        await report.RunAsync("Nobody's token gets 401", async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/lists/{manifest.ListId}/openings");
            using HttpResponseMessage response = await http.SendAsync(request);
            return StatusCheck.Is(response.StatusCode, HttpStatusCode.Unauthorized);
        });
        await report.RunAsync("The SAS reads one blob and does nothing else", async () =>
        {
            Opening opening = await OpenedList.OpenAsync(doctor, manifest.ListId);
            using var overwriting = new HttpRequestMessage(HttpMethod.Put, opening.BlobUrl) { Content = new ByteArrayContent([1]) };
            overwriting.Headers.Add("x-ms-blob-type", "BlockBlob");
            using HttpResponseMessage write = await http.SendAsync(overwriting);
            using HttpResponseMessage delete = await http.DeleteAsync(opening.BlobUrl);
            StepFailedException.Require(!write.IsSuccessStatusCode && !delete.IsSuccessStatusCode, "a read SAS could write or delete");
            return $"write {(int)write.StatusCode}, delete {(int)delete.StatusCode}";
        });
    }

    private async Task<(Opening Opening, byte[] Ciphertext)> FetchAsync(PracticeClient doctor, Manifest manifest)
    {
        Opening opening = await OpenedList.OpenAsync(doctor, manifest.ListId);
        return (opening, await doctor.FetchAsync(opening));
    }

    private static string Mask(string text) => text.Length == 0 ? "" : text[..1] + new string('*', text.Length - 1);
}
