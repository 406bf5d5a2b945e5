using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Core.ComplementaryOutreach.Sending;

namespace Outreach.LocalHost.Demonstration;

/// <summary>A dispatcher's system over HTTP: fetches batches, says that it has them, and reports what became of messages.</summary>
internal sealed class DispatcherClient(HttpClient http, SignedInClient client, string campaign)
{
    public async Task<IReadOnlyList<BatchManifest>> ListAsync(string wave, CancellationToken cancellationToken)
    {
        BatchPage page = await client.GetAsync<BatchPage>($"{PathOf(wave)}/batches", cancellationToken);
        StepFailedException.Require(page.Next is null, "there are more batches than one page has");
        return page.Batches;
    }

    /// <summary>Fetches a ciphertext by its short-lived address, without any token.</summary>
    public async Task<string> FetchAsync(BatchManifest batch, CancellationToken cancellationToken)
    {
        byte[] sealedBatch = await http.GetByteArrayAsync(batch.Url, cancellationToken);
        StepFailedException.Require(Convert.ToHexStringLower(SHA256.HashData(sealedBatch)) == batch.Sha256, "the batch is not the one that was announced");
        return Encoding.ASCII.GetString(sealedBatch);
    }

    /// <summary>Has the batch destroyed; whether its address opens nothing any more.</summary>
    public async Task<bool> AcknowledgeAsync(string wave, BatchManifest batch, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await client.SendAsync(HttpMethod.Delete, $"{PathOf(wave)}/batches/{batch.Part}", content: null, cancellationToken);
        StepFailedException.Require(answer.StatusCode == HttpStatusCode.OK, $"the acknowledgement answered {(int)answer.StatusCode}");
        using HttpResponseMessage again = await http.GetAsync(batch.Url, cancellationToken);
        return !again.IsSuccessStatusCode;
    }

    public async Task<DeliveryCounts> ReportAsync(string wave, IEnumerable<(string Message, bool Delivered)> deliveries, CancellationToken cancellationToken)
    {
        string csv = $"message_id,status\n{string.Concat(deliveries.Select(one => $"{one.Message},{(one.Delivered ? "delivered" : "undelivered")}\n"))}";
        using var content = new StringContent(csv, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        using HttpResponseMessage response = await client.SendAsync(HttpMethod.Post, $"{PathOf(wave)}/delivery-reports", content, cancellationToken);
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the report answered {(int)response.StatusCode}");
        return (await response.Content.ReadFromJsonAsync<DeliveryCounts>(cancellationToken))!;
    }

    private string PathOf(string wave) => $"api/campaigns/{campaign}/waves/{wave}";
}
