using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Campaigns;

/// <summary>`POST /api/campaigns/{campaign}/closure`: 202. Access has ended when this answers; lists and key are destroyed afterwards. Again is the same.</summary>
[RequiresHabilitation(HabilitationPurpose.ManageCampaigns, Roles.ManageCampaigns)]
public sealed class CloseCampaignFunction(CloseCampaignHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(CloseCampaignFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/closure")] HttpRequest request,
        string campaign,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<Campaign> closing = await handler.RunAsync(campaign, pseudonyms.Actor(context.GetCaller()), cancellationToken);
        if (!closing.Succeeded)
        {
            return Problems.From(closing.Failure, request);
        }

        if (closing.Value.State == CampaignState.Closing)
        {
            await new CampaignClosures(client).StartAsync(closing.Value.Id, cancellationToken);
        }

        string address = CampaignAnswer.Address(closing.Value.Id);
        request.HttpContext.Response.Headers.ContentLocation = address;
        return Results.Accepted(address, CampaignAnswer.Of(closing.Value));
    }
}
