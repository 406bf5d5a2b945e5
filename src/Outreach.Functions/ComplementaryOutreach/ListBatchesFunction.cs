using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Functions.Access;
using Outreach.Functions.Http;
using Outreach.Functions.Lists;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`GET /api/campaigns/{campaign}/waves/{wave}/batches`: manifests, and addresses to fetch sealed batches from, by pages.</summary>
[RequiresHabilitation(HabilitationPurpose.PlanOutreach, Roles.ReportDeliveries)]
public sealed class ListBatchesFunction(ListBatchesHandler handler)
{
    [Function(nameof(ListBatchesFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/waves/{wave}/batches")] HttpRequest request,
        string campaign,
        string wave,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<BatchPage> page = await handler.RunAsync(campaign, wave, request.Query["continuation"], context.GetCaller(), cancellationToken);
        return page.Succeeded ? ListAnswers.NoStore(request.HttpContext.Response, Results.Json(page.Value)) : Problems.From(page.Failure, request);
    }
}
