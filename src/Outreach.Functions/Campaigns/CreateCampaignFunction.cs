using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Campaigns;

/// <summary>`POST /api/campaigns`: 201, or 200 for the same campaign again, or 409 for another of the same id.</summary>
[RequiresHabilitation(HabilitationPurpose.ManageCampaigns, Roles.ManageCampaigns)]
public sealed class CreateCampaignFunction(CreateCampaignHandler handler)
{
    [Function(nameof(CreateCampaignFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns")] HttpRequest request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<CampaignBody> body = await JsonBody.ReadAsync<CampaignBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        Result<CreatedCampaign> created = await handler.RunAsync(body.Value, context.GetCaller(), cancellationToken);
        return created switch
        {
            { Succeeded: false } => Problems.From(created.Failure, request),
            { Value.IsNew: true } => Results.Created(CampaignAnswer.Address(created.Value.Campaign.Id), CampaignAnswer.Of(created.Value.Campaign)),
            _ => Results.Json(CampaignAnswer.Of(created.Value.Campaign)),
        };
    }
}
