using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Deletion;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Deletion;

/// <summary>`PUT /api/lists/{list}/attestation`: a doctor attests that the own copies are deleted too; 200 with the receipt (C5).</summary>
[RequiresPractitioner]
public sealed class AttestDeletionFunction(AttestDeletionHandler handler)
{
    [Function(nameof(AttestDeletionFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/lists/{list}/attestation")] HttpRequest request,
        string list,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<AttestationBody> body = await JsonBody.ReadAsync<AttestationBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        Result<DeletionReceipt> receipt = await handler.RunAsync(list, context.GetCaller(), body.Value, cancellationToken);
        return receipt.Succeeded ? Results.Json(receipt.Value) : Problems.From(receipt.Failure, request);
    }
}
