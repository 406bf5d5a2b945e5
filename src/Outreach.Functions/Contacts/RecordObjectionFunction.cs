using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>`POST /api/campaigns/{campaign}/objections`: an agent objects on a person's behalf; 200 with a receipt, whoever the register knows (C11).</summary>
[RequiresHabilitation(HabilitationPurpose.RecordObjections, Roles.ObjectForPeople)]
public sealed class RecordObjectionFunction(RecordObjectionHandler handler)
{
    [Function(nameof(RecordObjectionFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/objections")] HttpRequest request,
        string campaign,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<ObjectionBody> body = await JsonBody.ReadAsync<ObjectionBody>(request, cancellationToken);
        return body.Succeeded
            ? Answers.NoStore(await handler.RunAsync(campaign, context.GetCaller(), body.Value, cancellationToken), request)
            : Problems.From(body.Failure, request);
    }
}
