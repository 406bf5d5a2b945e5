using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`DELETE /api/campaigns/{campaign}/waves/{wave}/batches/{part}`: the dispatcher has it; destroys it; 200, again the same.</summary>
[RequiresHabilitation(HabilitationPurpose.DispatchMessages, Roles.ReportDeliveries)]
public sealed class AcknowledgeBatchFunction(AcknowledgeBatchHandler handler)
{
    [Function(nameof(AcknowledgeBatchFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/campaigns/{campaign}/waves/{wave}/batches/{part}")] HttpRequest request,
        string campaign,
        string wave,
        string part,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<AcknowledgedBatch> batch = await handler.RunAsync(campaign, wave, part, context.GetCaller(), cancellationToken);
        return batch.Succeeded ? Results.Json(batch.Value) : Problems.From(batch.Failure, request);
    }
}
