using System.Net;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.LocalHost.Demonstration;

/// <summary>How lists end: deleted by their doctor, or with their campaign; each time nothing is left.</summary>
internal sealed class DeletionSteps(HttpClient http, IStoryStage stage, StepReport report)
{
    /// <summary>One list, by its doctor: nothing of it is left, and the doctor answers for own copies.</summary>
    public async Task DeleteAsync(PracticeClient doctor, Manifest manifest, CancellationToken cancellationToken)
    {
        Opening opening = await OpenedList.OpenAsync(doctor, manifest.ListId);
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
            return StatusCheck.All(HttpStatusCode.Gone, status, request);
        });
    }

    /// <summary>All of a campaign, with its key.</summary>
    /// <param name="other">A list that is still open, and its doctor's.</param>
    public async Task CloseAsync(InsurerClient insurer, string campaign, PracticeClient second, Manifest other, CancellationToken cancellationToken)
    {
        await report.RunAsync("The campaign is closed", async () =>
            StatusCheck.Is(await insurer.CloseCampaignAsync(campaign), HttpStatusCode.Accepted, HttpStatusCode.OK));
        await report.RunAsync("Its lists are destroyed and its key is gone", async () =>
        {
            await insurer.WaitUntilClosedAsync(campaign, cancellationToken);
            (bool share, bool blob) = await stage.LookIntoStorageAsync(other.ListId, cancellationToken);
            StepFailedException.Require(!share && !blob, "something of a list is still there");
            return "campaign closed, key deleted";
        });
        await report.RunAsync("The second doctor's list is 410 Gone too", async () =>
        {
            (HttpStatusCode status, _) = await second.OpenAsync(other.ListId);
            return StatusCheck.Is(status, HttpStatusCode.Gone);
        });
    }
}
