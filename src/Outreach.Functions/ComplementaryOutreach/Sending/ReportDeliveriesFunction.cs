using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>`POST /api/campaigns/{campaign}/waves/{wave}/delivery-reports`: CSV; 200 with counts. Again changes nothing.</summary>
[RequiresHabilitation(HabilitationPurpose.DispatchMessages, Roles.ReportDeliveries)]
public sealed class ReportDeliveriesFunction(ReportDeliveriesHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(ReportDeliveriesFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/waves/{wave}/delivery-reports")] HttpRequest request,
        string campaign,
        string wave,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!CsvBody.IsCsv(request))
        {
            return Problems.From(DeliveryFailures.NotCsv, request);
        }

        await using var body = new CsvBody(request.Body, ReportDeliveriesHandler.LargestReport);
        using var report = new DeliveryReportReader(body);
        Result<DeliveryCounts> counts = await handler.RunAsync(campaign, wave, pseudonyms.Actor(context.GetCaller()), report, cancellationToken);
        return body.IsCut ? Problems.From(DeliveryFailures.TooLarge, request)
            : counts.Succeeded ? Results.Json(counts.Value) : Problems.From(counts.Failure, request);
    }
}
