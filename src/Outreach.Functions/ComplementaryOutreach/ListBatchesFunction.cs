using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`GET /api/campaigns/{campaign}/waves/{wave}/batches`: manifests, and addresses to fetch sealed batches from, by pages.</summary>
[RequiresHabilitation(HabilitationPurpose.DispatchMessages, Roles.ReportDeliveries)]
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
        return Answers.NoStore(await handler.RunAsync(campaign, wave, request.Query["continuation"], context.GetCaller(), cancellationToken), request);
    }
}
