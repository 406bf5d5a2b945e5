using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Outreach.LocalHost.Http;

/// <summary>The host's own addresses know no "method not allowed": ASP.NET's answer to another method is taken back, and the request goes on to the functions, where it is not found.</summary>
internal static class OtherMethods
{
    public static Task Pass(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        if (http.GetEndpoint() is not null and not RouteEndpoint)
        {
            http.SetEndpoint(null);
        }

        return next(http);
    }
}
