using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Outreach.LocalHost.Azurite;

/// <summary>Lets the page behind the secure link read blobs from a browser. In Azure the infrastructure sets this rule on the lists' account.</summary>
internal static class BrowserAccess
{
    private const int PreflightSeconds = 300;

    /// <param name="page">The origin that the page is served from; no other may read.</param>
    public static async Task AllowAsync(string connectionString, Uri page, CancellationToken cancellationToken)
    {
        var account = new BlobServiceClient(connectionString);
        BlobServiceProperties properties = await account.GetPropertiesAsync(cancellationToken);
        properties.Cors =
        [
            new BlobCorsRule
            {
                AllowedOrigins = page.GetLeftPart(UriPartial.Authority),
                AllowedMethods = "GET",
                AllowedHeaders = "",
                ExposedHeaders = "",
                MaxAgeInSeconds = PreflightSeconds,
            },
        ];
        await account.SetPropertiesAsync(properties, cancellationToken);
    }
}
