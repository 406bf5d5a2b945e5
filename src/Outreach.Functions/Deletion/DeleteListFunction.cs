using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Deletion;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Deletion;

/// <summary>`DELETE /api/lists/{list}`: a doctor deletes the own list; 200 with the receipt, again the same (C5).</summary>
[RequiresPractitioner]
public sealed class DeleteListFunction(DeleteListHandler handler)
{
    [Function(nameof(DeleteListFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/lists/{list}")] HttpRequest request,
        string list,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<DeletedList> deleted = await handler.RunAsync(list, context.GetCaller(), cancellationToken);
        if (!deleted.Succeeded)
        {
            return Problems.From(deleted.Failure, request);
        }

        await new DurableListOrchestrations(client).WakeAsync(deleted.Value.Request, cancellationToken);
        return Results.Json(deleted.Value.Receipt);
    }
}
