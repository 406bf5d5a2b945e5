using Microsoft.AspNetCore.Http;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Http;

/// <summary>`extensions.http.customHeaders` of host.json, added to every answer that does not say otherwise itself.</summary>
internal static class CustomHeaders
{
    public static Func<HttpContext, RequestDelegate, Task> Add(HttpSettings settings) => (http, next) =>
    {
        if (settings.CustomHeaders.Count > 0)
        {
            http.Response.OnStarting(() =>
            {
                foreach ((string name, string value) in settings.CustomHeaders)
                {
                    http.Response.Headers.TryAdd(name, value);
                }

                return Task.CompletedTask;
            });
        }

        return next(http);
    };
}
