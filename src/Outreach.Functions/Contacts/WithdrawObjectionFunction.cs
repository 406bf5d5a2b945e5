using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Contacts;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>`POST /api/objections/withdrawals`: a person withdraws the own objection by the same link; 200.</summary>
[Anonymous]
public sealed class WithdrawObjectionFunction(WithdrawObjectionHandler handler)
{
    [Function(nameof(WithdrawObjectionFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/objections/withdrawals")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        Result<LinkBody> body = await JsonBody.ReadAsync<LinkBody>(request, cancellationToken);
        return body.Succeeded
            ? Answers.NoStore(await handler.RunAsync(body.Value, cancellationToken), request)
            : Problems.From(body.Failure, request);
    }
}
