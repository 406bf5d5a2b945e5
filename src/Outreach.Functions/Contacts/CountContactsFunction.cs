using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>`GET /api/campaigns/{campaign}/contacts`: counts alone (C12).</summary>
[RequiresRole(Roles.ReadCampaigns, Roles.ManageCampaigns)]
public sealed class CountContactsFunction(CountContactsHandler handler)
{
    [Function(nameof(CountContactsFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/contacts")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<ContactCounts> counts = await handler.RunAsync(campaign, cancellationToken);
        return counts.Succeeded ? Results.Json(counts.Value) : Problems.From(counts.Failure, request);
    }
}
