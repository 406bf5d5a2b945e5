using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Contacts;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>`POST /api/statements`: a person reads what was done with the own data. POST, as the link stands in the body alone; changes nothing.</summary>
[Anonymous]
public sealed class ReadStatementFunction(ReadStatementHandler handler)
{
    [Function(nameof(ReadStatementFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/statements")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        Result<LinkBody> body = await JsonBody.ReadAsync<LinkBody>(request, cancellationToken);
        return body.Succeeded
            ? Answers.NoStore(await handler.RunAsync(body.Value, cancellationToken), request)
            : Problems.From(body.Failure, request);
    }
}
