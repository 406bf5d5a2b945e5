using Microsoft.AspNetCore.Http;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>Decides who may use the developer's page: this machine under its own names (no rebound DNS name), and for changes its own page only (no other site's).</summary>
internal static class CallerPolicy
{
    /// <summary>Browsers let no other site send it without asking first, and the answer is no. For scripts, which have no origin.</summary>
    public const string Header = "X-Developer-Page";

    private const string SiteHeader = "Sec-Fetch-Site";
    private const string ModeHeader = "Sec-Fetch-Mode";
    private const string SameOrigin = "same-origin";
    private const int HttpPort = 80;

    /// <summary>Null when the caller may.</summary>
    public static PageFailure? Judge(HttpRequest request, int port)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsOwnName(request.Host.Value, port))
        {
            return Failures.ForeignHost;
        }

        string site = request.Headers[SiteHeader].ToString();
        string origin = request.Headers.Origin.ToString();
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            // A link from anywhere may lead here; nothing else of another site may read, not even how long an answer takes.
            bool follows = request.Headers[ModeHeader] == "navigate";
            return site is "" or SameOrigin or "none" || follows ? null : Failures.ForeignSite;
        }

        bool fromElsewhere = site is not ("" or SameOrigin) || (origin.Length > 0 && !IsOwn(origin, request));
        if (fromElsewhere)
        {
            return Failures.ForeignSite;
        }

        return site == SameOrigin || origin.Length > 0 || request.Headers.ContainsKey(Header) ? null : Failures.Unproven;
    }

    private static bool IsOwnName(string? host, int port) => new[] { "127.0.0.1", "localhost" }.Any(name =>
        string.Equals(host, $"{name}:{port}", StringComparison.OrdinalIgnoreCase)
        || (port == HttpPort && string.Equals(host, name, StringComparison.OrdinalIgnoreCase)));

    private static bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{Uri.UriSchemeHttp}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
