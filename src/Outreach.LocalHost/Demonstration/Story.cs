using System.Net;
using Outreach.Core.Audit;
using Outreach.Core.Deletion;
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
            Status(await insurer.OpenCampaignAsync(_campaign, "Demonstration", time.GetUtcNow()), HttpStatusCode.Created, HttpStatusCode.OK));
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
        await DeleteAsync(doctor, manifest, cancellationToken);
        await CloseAsync(insurer, second, other, cancellationToken);
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
            int before = (await RequireOpeningAsync(doctor, manifest)).RemainingOpenings;
            foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Get })
            {
                using var request = new HttpRequestMessage(method, link.AbsolutePath);
                using HttpResponseMessage _ = await http.SendAsync(request);
            }

            int after = (await RequireOpeningAsync(doctor, manifest)).RemainingOpenings;
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
            return AllAre(HttpStatusCode.NotFound, opening, request, deletion);
        });
        await report.RunAsync("Nobody's token gets 401", async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/lists/{manifest.ListId}/openings");
            using HttpResponseMessage response = await http.SendAsync(request);
            return Status(response.StatusCode, HttpStatusCode.Unauthorized);
        });
        await report.RunAsync("The SAS reads one blob and does nothing else", async () =>
        {
            Opening opening = await RequireOpeningAsync(doctor, manifest);
            using var overwriting = new HttpRequestMessage(HttpMethod.Put, opening.BlobUrl) { Content = new ByteArrayContent([1]) };
            overwriting.Headers.Add("x-ms-blob-type", "BlockBlob");
            using HttpResponseMessage write = await http.SendAsync(overwriting);
            using HttpResponseMessage delete = await http.DeleteAsync(opening.BlobUrl);
            StepFailedException.Require(!write.IsSuccessStatusCode && !delete.IsSuccessStatusCode, "a read SAS could write or delete");
            return $"write {(int)write.StatusCode}, delete {(int)delete.StatusCode}";
        });
    }

    private async Task DeleteAsync(PracticeClient doctor, Manifest manifest, CancellationToken cancellationToken)
    {
        Opening opening = await RequireOpeningAsync(doctor, manifest);
        DeletionReceipt receipt = await report.RunAsync("The doctor deletes the list", async () =>
        {
            DeletionReceipt deleted = await doctor.DeleteAsync(manifest.ListId);
            return (deleted, $"receipt {deleted.AuditHash[..12]}…");
        });
        await report.RunAsync("A reminder to attest reaches the doctor's mailbox, without list or link", async () =>
        {
            string? mail = await stage.ReadMailAsync(PracticeClient.Address, cancellationToken);
            StepFailedException.Require(mail is not null, "no mail came");
            StepFailedException.Require(!mail!.Contains('#') && !mail.Contains(manifest.ListId, StringComparison.Ordinal), "the mail names the list");
            return "see /dev/outbox";
        });
        await report.RunAsync("The doctor attests that own copies are deleted", async () =>
        {
            DeletionReceipt attested = await doctor.AttestAsync(manifest.ListId);
            StepFailedException.Require(attested.AttestedAt is not null && attested.AuditHash == receipt.AuditHash, "the receipt does not attest");
            return $"receipt {attested.Number}, attested {attested.AttestedAt:HH:mm:ss}";
        });
        await report.RunAsync("Server share and ciphertext are gone", async () =>
        {
            (bool share, bool blob) = await stage.LookIntoStorageAsync(manifest.ListId, cancellationToken);
            using HttpResponseMessage bySas = await http.GetAsync(opening.BlobUrl, cancellationToken);
            StepFailedException.Require(!share && !blob && !bySas.IsSuccessStatusCode, "something of the list is still there");
            return $"share absent, blob absent, its SAS answers {(int)bySas.StatusCode}";
        });
        await report.RunAsync("Opening again is 410 Gone", async () =>
        {
            (HttpStatusCode status, _) = await doctor.OpenAsync(manifest.ListId);
            HttpStatusCode request = await doctor.StatusOfAsync(HttpMethod.Get, $"api/list-requests/{manifest.RequestId}");
            return AllAre(HttpStatusCode.Gone, status, request);
        });
    }

    private async Task CloseAsync(InsurerClient insurer, PracticeClient second, Manifest other, CancellationToken cancellationToken)
    {
        await report.RunAsync("The campaign is closed", async () =>
            Status(await insurer.CloseCampaignAsync(_campaign), HttpStatusCode.Accepted, HttpStatusCode.OK));
        await report.RunAsync("Its lists are destroyed and its key is gone", async () =>
        {
            await insurer.WaitUntilClosedAsync(_campaign, cancellationToken);
            (bool share, bool blob) = await stage.LookIntoStorageAsync(other.ListId, cancellationToken);
            StepFailedException.Require(!share && !blob, "something of a list is still there");
            return "campaign closed, key deleted";
        });
        await report.RunAsync("The second doctor's list is 410 Gone too", async () =>
        {
            (HttpStatusCode status, _) = await second.OpenAsync(other.ListId);
            return Status(status, HttpStatusCode.Gone);
        });
    }

    private async Task<(Opening Opening, byte[] Ciphertext)> FetchAsync(PracticeClient doctor, Manifest manifest)
    {
        Opening opening = await RequireOpeningAsync(doctor, manifest);
        return (opening, await doctor.FetchAsync(opening));
    }

    private static async Task<Opening> RequireOpeningAsync(PracticeClient doctor, Manifest manifest)
    {
        (HttpStatusCode status, Opening? opening) = await doctor.OpenAsync(manifest.ListId);
        StepFailedException.Require(opening is not null, $"the opening answered {(int)status}");
        return opening!;
    }

    private static string Status(HttpStatusCode actual, params HttpStatusCode[] allowed)
    {
        StepFailedException.Require(allowed.Contains(actual), $"answered {(int)actual}");
        return $"{(int)actual} {actual}";
    }

    private static string AllAre(HttpStatusCode expected, params HttpStatusCode[] all)
    {
        StepFailedException.Require(all.All(status => status == expected), $"answered {string.Join(", ", all.Select(status => (int)status))}");
        return $"{(int)expected} for each";
    }

    private static string Mask(string text) => text.Length == 0 ? "" : text[..1] + new string('*', text.Length - 1);
}
