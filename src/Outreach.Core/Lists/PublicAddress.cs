namespace Outreach.Core.Lists;

/// <summary>Where people reach the product (setting `PublicBaseUrl`): absolute, https except on loopback.</summary>
public sealed class PublicAddress
{
    private readonly Uri _baseUrl;

    public PublicAddress(Uri baseUrl)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        if (!IsAcceptable(baseUrl))
        {
            throw new ArgumentException("The public address is an absolute https address without path, query or fragment.", nameof(baseUrl));
        }

        _baseUrl = baseUrl;
    }

    public Uri BaseUrl => _baseUrl;

    /// <summary>Whether an address may be the public one; http only where nothing leaves the machine.</summary>
    public static bool IsAcceptable(Uri baseUrl) =>
        baseUrl is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
        && (baseUrl.Scheme == Uri.UriSchemeHttps || (baseUrl.Scheme == Uri.UriSchemeHttp && baseUrl.IsLoopback));

    /// <summary>The share stands in the fragment, which browsers do not send.</summary>
    public Uri SecureLink(ListId list, string linkShare) => new(_baseUrl, $"l/{list.Value}#{linkShare}");

    /// <summary>The link of a message to a person; what stands in the fragment is <see cref="Contacts.ContactLink"/>.</summary>
    public Uri ContactLink(string token) => new(_baseUrl, $"o#{token}");
}
