using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.LocalHost.Demonstration;

/// <summary>A doctor's practice software as an outsider would write it: HTTP and an own key pair, nothing else.</summary>
/// <param name="key">A key pair it had before; null makes one.</param>
public sealed class PracticeClient(HttpClient http, string accessToken, ECDiffieHellman? key = null) : IDisposable
{
    /// <summary>Where its reminders go: a mailbox that does not exist.</summary>
    public const string Address = "doctor@practice.example";

    private readonly ECDiffieHellman _key = key ?? ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    /// <summary>Asks for the list; the answer's status and where to poll.</summary>
    public async Task<(HttpStatusCode Status, Uri? StatusUrl)> AskAsync(string campaign, string necessity)
    {
        ECPoint point = _key.ExportParameters(includePrivateParameters: false).Q;
        var body = new
        {
            Necessity = new { Code = necessity, Comment = "Demonstration" },
            Notify = new { Email = Address, Language = "fr" },
            DeliveryKey = new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) },
        };
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, $"api/campaigns/{campaign}/list-requests", JsonContent.Create(body));
        return (response.StatusCode, response.Content.Headers.ContentLocation);
    }

    /// <summary>Polls until the list is made; tells each progress.</summary>
    public async Task<Manifest> WaitAsync(Uri statusUrl, Action<string> progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, statusUrl.OriginalString);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the request ended with {(int)response.StatusCode}");
                return await ReadAsync<Manifest>(response);
            }

            StepFailedException.Require(response.Headers.RetryAfter is not null, "a 202 came without Retry-After");
            progress(response.Headers.TryGetValues("X-Progress", out IEnumerable<string>? words) ? string.Join(' ', words) : "");
            await Task.Delay(response.Headers.RetryAfter!.Delta ?? TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The secure link, which only this client's key can read.</summary>
    public Uri ReadLink(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return new Uri(JWT.Decode(manifest.Link, _key, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM));
    }

    public Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path) => StatusAsync(method, path, content: null);

    /// <summary>Opens a list; null with the status when it is refused.</summary>
    public async Task<(HttpStatusCode Status, Opening? Opening)> OpenAsync(string listId)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, $"api/lists/{listId}/openings");
        return (response.StatusCode, response.IsSuccessStatusCode ? await ReadAsync<Opening>(response) : null);
    }

    /// <summary>Fetches the ciphertext by its short-lived address, without any token.</summary>
    public async Task<byte[]> FetchAsync(Opening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        byte[] ciphertext = await http.GetByteArrayAsync(opening.BlobUrl);
        string hash = Convert.ToHexStringLower(SHA256.HashData(ciphertext));
        StepFailedException.Require(hash == opening.Sha256, "the ciphertext is not the one that was announced");
        return ciphertext;
    }

    /// <summary>Decrypts with both shares; null when it does not open.</summary>
    public static IReadOnlyList<ListRow>? Decrypt(Opening opening, string linkShare, byte[] ciphertext)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var context = new SealedListContext(
            CampaignId.Parse(opening.Campaign),
            new ListId(opening.ListId),
            new PractitionerRef(opening.Practitioner),
            opening.Rows,
            DateTimeOffset.Parse(opening.NotAfter, System.Globalization.CultureInfo.InvariantCulture));
        byte[] key = SealedList.DeriveKey(Base64Url.DecodeFromChars(opening.ServerShare), Base64Url.DecodeFromChars(linkShare), context.List);
        return SealedList.Open(context, ciphertext, key) is { Succeeded: true, Value: { } content } ? ListContent.Read(content) : null;
    }

    /// <summary>Which rows to hide now, as a page that has the list open asks.</summary>
    public async Task<WithdrawnRows> ReadWithdrawalsAsync(string listId)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"api/lists/{listId}/withdrawals");
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the withdrawals answered {(int)response.StatusCode}");
        return await ReadAsync<WithdrawnRows>(response);
    }

    public Task<RowStatus> CloseRowAsync(string listId, string row) => SendClosureAsync(HttpMethod.Put, listId, row);

    public Task<RowStatus> ReopenRowAsync(string listId, string row) => SendClosureAsync(HttpMethod.Delete, listId, row);

    public async Task<DeletionReceipt> DeleteAsync(string listId)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Delete, $"api/lists/{listId}");
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"deletion answered {(int)response.StatusCode}");
        return await ReadAsync<DeletionReceipt>(response);
    }

    public async Task<DeletionReceipt> AttestAsync(string listId)
    {
        using HttpResponseMessage response =
            await SendAsync(HttpMethod.Put, $"api/lists/{listId}/attestation", JsonContent.Create(new AttestationBody(CopiesDeleted: true, Exports: Copies.None, Prints: Copies.Deleted)));
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the attestation answered {(int)response.StatusCode}");
        return await ReadAsync<DeletionReceipt>(response);
    }

    private async Task<RowStatus> SendClosureAsync(HttpMethod method, string listId, string row)
    {
        using HttpResponseMessage response = await SendAsync(method, $"api/lists/{listId}/rows/{row}/closure");
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the closure answered {(int)response.StatusCode}");
        return await ReadAsync<RowStatus>(response);
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, HttpContent? content)
    {
        using HttpResponseMessage response = await SendAsync(method, path, content);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await http.SendAsync(request);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web) ?? throw new StepFailedException("an answer was empty");
}
