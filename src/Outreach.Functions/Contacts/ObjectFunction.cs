using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Contacts;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>`POST /api/objections`: a person objects by the link of a message; 200 with a receipt, again the same (C11).</summary>
[Anonymous]
public sealed class ObjectFunction(ObjectHandler handler)
{
    [Function(nameof(ObjectFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/objections")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        Result<LinkBody> body = await JsonBody.ReadAsync<LinkBody>(request, cancellationToken);
        return body.Succeeded
            ? Answers.NoStore(await handler.RunAsync(body.Value, cancellationToken), request)
            : Problems.From(body.Failure, request);
    }
}
