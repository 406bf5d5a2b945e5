using Microsoft.AspNetCore.Http;
using Outreach.LocalHost.Durable;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Settings;
using Outreach.LocalHost.Timers;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>What the page asks of the host itself: its functions and timers.</summary>
internal static class HostQueries
{
    public static IResult Functions(DurableOptions durable, FunctionCatalog catalog, HttpSettings http) =>
        DeveloperPageRoutes.Answer(FunctionViews.Of(durable.HubName, catalog, http.RoutePrefix));

    public static IResult Timers(TimerFunctions timers) =>
        DeveloperPageRoutes.Answer(timers.Views.OrderBy(timer => timer.Name, StringComparer.Ordinal));

    public static IResult RunTimer(HttpRequest request, FunctionCatalog catalog, TimerFunctions timers)
    {
        if (request.Query["name"].ToString() is not { Length: > 0 } name)
        {
            return Failures.Missing("name").ToResult();
        }

        if (catalog.Find(name) is not { Timer: not null } function)
        {
            return Failures.NoSuchTimer.ToResult();
        }

        timers.RunByHand(function);
        return Results.Accepted();
    }
}
