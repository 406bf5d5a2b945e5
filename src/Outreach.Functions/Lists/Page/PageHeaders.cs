using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Storage;
using Outreach.Core.Lists;

namespace Outreach.Functions.Lists.Page;

/// <summary>What a browser may do with the pages: run their own files, talk to us, to the sign-in provider and to the blobs, and nothing else.</summary>
public sealed class PageHeaders(IOptions<PageOptions> options, OutreachStorage storage, PublicAddress address)
{
    private const string TwoYears = "max-age=63072000";

    private readonly bool _https = address.BaseUrl.Scheme == Uri.UriSchemeHttps;

    private readonly string _policy = Policy("'self'", Origins(address.BaseUrl, storage.Lists.Uri, new Uri(options.Value.Authority)));

    /// <summary>A page: never kept, framed, or told where the reader came from.</summary>
    public void ForPage(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        ForPage(response.Headers, _policy);
    }

    /// <summary>A page that talks to nobody but us.</summary>
    public void ForContactPage(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        ForPage(response.Headers, Policy("'self'", "'self'"));
    }

    /// <summary>A document that stands alone: no script, no request, no file of its own but one style within it.</summary>
    public void ForDocument(HttpResponse response, string styleSource)
    {
        ArgumentNullException.ThrowIfNull(response);
        ForPage(response.Headers, $"default-src 'none'; style-src {styleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    /// <summary>The page that signs in at a provider and shows such documents, with the one style they have.</summary>
    public void ForEvidence(HttpResponse response, Uri authority, string styleSource)
    {
        ArgumentNullException.ThrowIfNull(response);
        ForPage(response.Headers, Policy($"'self' {styleSource}", Origins(address.BaseUrl, authority)));
    }

    private void ForPage(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] =
            "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        headers.XFrameOptions = "DENY";
        ForAll(headers);
    }

    /// <summary>A script, style or image: its name changes with its content, so it may be kept for ever.</summary>
    public void ForAsset(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        ForAll(response.Headers);
    }

    private void ForAll(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (_https)
        {
            headers.StrictTransportSecurity = TwoYears;
        }
    }

    private static string Policy(string styles, string connections) => string.Join("; ", [
        "default-src 'none'",
        "script-src 'self'",
        $"style-src {styles}",
        $"connect-src {connections}",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]);

    private static string Origins(Uri own, params IEnumerable<Uri> others) =>
        string.Join(' ', others.Select(Origin).Where(origin => origin != Origin(own)).Distinct(StringComparer.Ordinal).Prepend("'self'"));

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
