using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>The developer's page: `/dev`, the outbox beside it, their files, and what they ask at `/dev/api`. For this machine's own browser only.</summary>
internal static class DeveloperPageRoutes
{
    public const string Path = "/dev";

    /// <summary>As the product's own answers: camel case.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <param name="address">Where the host listens.</param>
    public static void MapDeveloperPage(this IEndpointRouteBuilder endpoints, Uri address)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(address);
        var assets = new DeveloperPageAssets();
        RouteGroupBuilder page = endpoints.MapGroup(Path);
        page.AddEndpointFilter(new DeveloperPageGuard(address.Port));
        page.MapGet("", () => assets.Answer(DeveloperPageAssets.Page));
        page.MapGet("outbox", () => assets.Answer(DeveloperPageAssets.Outbox));
        page.MapGet("assets/{name}", (string name) => assets.Answer(name));

        RouteGroupBuilder api = page.MapGroup("api");
        api.MapGet("functions", HostQueries.Functions);
        api.MapGet("timers", HostQueries.Timers);
        api.MapPost("timers/run", HostQueries.RunTimer);
        api.MapGet("outbox", OutboxQueries.ListAsync);
        api.MapGet("orchestrations", OrchestrationQueries.ListAsync);
        api.MapGet("orchestrations/timeline", OrchestrationQueries.TimelineAsync);
        api.MapPost("orchestrations/raise-event", OrchestrationCommands.RaiseEventAsync);
        api.MapPost("orchestrations/terminate", OrchestrationCommands.TerminateAsync);
        api.MapPost("orchestrations/suspend", OrchestrationCommands.SuspendAsync);
        api.MapPost("orchestrations/resume", OrchestrationCommands.ResumeAsync);
        api.MapPost("orchestrations/purge", OrchestrationCommands.PurgeAsync);
    }

    public static IResult Answer<T>(T value) => Results.Json(value, Json);
}
