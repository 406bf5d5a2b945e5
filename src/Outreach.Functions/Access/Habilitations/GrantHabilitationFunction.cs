using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Functions.Http;

namespace Outreach.Functions.Access.Habilitations;

/// <summary>`POST /api/habilitations`: habilitates a named agent; 201, or 200 for the same grant again (C10).</summary>
[RequiresRole(Roles.GrantHabilitations)]
public sealed class GrantHabilitationFunction(GrantHabilitationHandler handler, TimeProvider time)
{
    [Function(nameof(GrantHabilitationFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/habilitations")] HttpRequest request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        Result<HabilitationBody> body = await JsonBody.ReadAsync<HabilitationBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        Result<GrantedHabilitation> granted = await handler.RunAsync(body.Value, context.GetCaller(), cancellationToken);
        return granted switch
        {
            { Succeeded: false } => Problems.From(granted.Failure, request),
            { Value: { IsNew: true, Habilitation: var made } } => Results.Created(HabilitationAnswer.Address(made.Id), HabilitationAnswer.Of(made, time.GetUtcNow())),
            _ => Results.Json(HabilitationAnswer.Of(granted.Value.Habilitation, time.GetUtcNow())),
        };
    }
}
