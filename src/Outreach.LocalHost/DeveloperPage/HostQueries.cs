using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Outreach.LocalHost.Durable;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>What the page asks of the host itself: its functions and timers.</summary>
internal static class HostQueries
{
    public static IResult Functions(DurableOptions durable, FunctionCatalog catalog, EndpointDataSource endpoints) =>
        DeveloperPageRoutes.Answer(FunctionViews.Of(durable.HubName, catalog, endpoints));

    public static IResult Timers(TimerFunctions timers) =>
        DeveloperPageRoutes.Answer(timers.Views.OrderBy(timer => timer.Name, StringComparer.Ordinal));

    public static IResult RunTimer(HttpRequest request, TimerFunctions timers)
    {
        if (request.Query["name"].ToString() is not { Length: > 0 } name)
        {
            return Failures.Missing("name").ToResult();
        }

        return timers.TryRun(name) ? Results.Accepted() : Failures.NoSuchTimer.ToResult();
    }
}
