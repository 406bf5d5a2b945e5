using Microsoft.IdentityModel.Protocols;

namespace Outreach.Adapters.Access;

/// <summary>Reads an issuer's metadata and keys over https; over http only from this machine, whatever a document points to.</summary>
public sealed class SafeDocumentRetriever(HttpClient client) : IDocumentRetriever
{
    /// <summary>Metadata and key sets are small; a larger answer is not one.</summary>
    public const int LargestDocument = 1024 * 1024;

    public static bool IsSafe(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
    }

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || !IsSafe(uri))
        {
            throw new IOException("An issuer's metadata points to an address that is not https.");
        }

        using HttpResponseMessage response = await client.GetAsync(uri, cancel);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStringAsync(cancel)
            : throw new IOException($"An issuer's metadata was answered with status {(int)response.StatusCode}.");
    }
}
