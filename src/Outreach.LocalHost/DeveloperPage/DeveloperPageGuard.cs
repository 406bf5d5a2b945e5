using Azure;
using Microsoft.AspNetCore.Http;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>Around everything under `/dev`: what a browser may do with it, who may ask, and what happens when storage is away.</summary>
internal sealed class DeveloperPageGuard(int port) : IEndpointFilter
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        IHeaderDictionary headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (CallerPolicy.Judge(context.HttpContext.Request, port) is { } refused)
        {
            return refused.ToResult();
        }

        try
        {
            return await next(context);
        }
        catch (RequestFailedException)
        {
            return Failures.StorageAway.ToResult();
        }
    }
}
