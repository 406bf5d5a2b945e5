using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Functions.Http;

namespace Outreach.Functions.Access.Habilitations;

/// <summary>`DELETE /api/habilitations/{habilitation}`: revokes it; the agent's next call is refused, on every instance.</summary>
[RequiresRole(Roles.GrantHabilitations)]
public sealed class RevokeHabilitationFunction(RevokeHabilitationHandler handler, TimeProvider time)
{
    [Function(nameof(RevokeHabilitationFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/habilitations/{habilitation}")] HttpRequest request,
        string habilitation,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<RevokedHabilitation> revoked = await handler.RunAsync(habilitation, context.GetCaller(), cancellationToken);
        return revoked.Succeeded ? Results.Json(RevocationAnswer.Of(revoked.Value, time.GetUtcNow())) : Problems.From(revoked.Failure, request);
    }
}
