using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Functions.Http;

namespace Outreach.Functions.Access.Habilitations;

/// <summary>`GET /api/habilitations`: everybody's, whatever their state or with `?state=`, by pages.</summary>
[RequiresRole(Roles.GrantHabilitations)]
public sealed class ListHabilitationsFunction(ListHabilitationsHandler handler)
{
    [Function(nameof(ListHabilitationsFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/habilitations")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<HabilitationPage> page = await handler.RunAsync(Given(request, "state"), Given(request, "continuation"), cancellationToken);
        return page.Succeeded
            ? Answers.NoStore(Results.Json(HabilitationsAnswer.Of(page.Value)), request.HttpContext.Response)
            : Problems.From(page.Failure, request);
    }

    private static string? Given(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues given) ? given.ToString() : null;
}
