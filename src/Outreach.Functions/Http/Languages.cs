using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Outreach.Functions.Http;

/// <summary>Chooses between English, the default, and French by `Accept-Language` (RFC 9110, 12.5.4).</summary>
internal static class Languages
{
    public static bool PrefersFrench(HttpRequest request)
    {
        IList<StringWithQualityHeaderValue> accepted = request.GetTypedHeaders().AcceptLanguage;
        return Quality(accepted, "fr") > Quality(accepted, "en");
    }

    /// <summary>The best quality given to a language or one of its regions; 0 when it is not named.</summary>
    private static double Quality(IList<StringWithQualityHeaderValue> accepted, string language) =>
        accepted.Where(range => Names(range.Value.AsSpan(), language)).Select(range => range.Quality ?? 1).DefaultIfEmpty(0).Max();

    private static bool Names(ReadOnlySpan<char> range, string language) =>
        range.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (range.Length == language.Length || range[language.Length] == '-');
}
