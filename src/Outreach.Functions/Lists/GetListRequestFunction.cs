using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Lists;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Lists;

/// <summary>`GET /api/list-requests/{request}`: 202 with `X-Progress` while the list is made, 200 with the manifest, 410 once gone, 404 if not yours.</summary>
[RequiresPractitioner]
public sealed class GetListRequestFunction(GetListRequestHandler handler)
{
    [Function(nameof(GetListRequestFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/list-requests/{request}")] HttpRequest httpRequest,
        string request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpRequest);
        Result<ListRequestStatus> status = await handler.RunAsync(request, context.GetCaller(), cancellationToken);
        return status.Succeeded
            ? ListAnswers.Status(status.Value, httpRequest.HttpContext.Response)
            : Problems.From(status.Failure, httpRequest);
    }
}
