using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Outreach.Functions.Http;

/// <summary>Chooses between JSON, the default, and HTML by `Accept` (RFC 9110, 12.5.1).</summary>
internal static class MediaTypes
{
    public static bool PrefersHtml(HttpRequest request)
    {
        IList<MediaTypeHeaderValue> accepted = request.GetTypedHeaders().Accept;
        return Quality(accepted, "text/html") > Quality(accepted, "application/json");
    }

    /// <summary>The best quality given to a type by its name; 0 when it is not named.</summary>
    private static double Quality(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();
}
