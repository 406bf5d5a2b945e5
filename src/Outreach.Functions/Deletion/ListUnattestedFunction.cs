using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Deletion.Notices;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Deletion;

/// <summary>`GET /api/campaigns/{campaign}/unattested`: lists of which nobody attested in time that their copies are deleted (C5), by pages.</summary>
[RequiresRole(Roles.ReadCampaigns, Roles.ManageCampaigns)]
public sealed class ListUnattestedFunction(ListUnattestedHandler handler)
{
    [Function(nameof(ListUnattestedFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/unattested")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? continuation = request.Query.TryGetValue("continuation", out Microsoft.Extensions.Primitives.StringValues given) ? given.ToString() : null;
        Result<UnattestedPage> page = await handler.RunAsync(campaign, continuation, cancellationToken);
        return page.Succeeded ? Results.Json(UnattestedAnswer.Of(page.Value)) : Problems.From(page.Failure, request);
    }
}
