using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Lists;
using Outreach.Functions.Access;
using Outreach.Functions.Deletion;
using Outreach.Functions.Http;

namespace Outreach.Functions.Lists;

/// <summary>`POST /api/campaigns/{campaign}/list-requests`: a doctor asks for the list of own unvaccinated patients (C1). 202, idempotent per doctor and campaign.</summary>
[RequiresPractitioner]
public sealed class RequestListFunction(RequestListHandler handler)
{
    [Function(nameof(RequestListFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/list-requests")] HttpRequest request,
        string campaign,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<ListRequestBody> body = await JsonBody.ReadAsync<ListRequestBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        Result<ListRequest> accepted = await handler.RunAsync(campaign, context.GetCaller(), body.Value, cancellationToken);
        if (!accepted.Succeeded)
        {
            return Problems.From(accepted.Failure, request);
        }

        await new DurableListOrchestrations(client).StartAsync(accepted.Value.Id, cancellationToken);
        return ListAnswers.Accepted(accepted.Value, request.HttpContext.Response);
    }
}
