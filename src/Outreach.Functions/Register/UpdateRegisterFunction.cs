using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Register.Updates;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Register;

/// <summary>`POST /api/campaigns/{campaign}/register/updates`: 200 with what became of the rows. Again is the same.</summary>
[RequiresHabilitation(HabilitationPurpose.LoadRegister, Roles.UpdateRegister)]
public sealed class UpdateRegisterFunction(UpdateRegisterHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(UpdateRegisterFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/register/updates")] HttpRequest request,
        string campaign,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<RegisterUpdateBody> body = await JsonBody.ReadAsync<RegisterUpdateBody>(request, RegisterUpdateBody.LargestBody, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        string actor = pseudonyms.Actor(context.GetCaller());
        Result<RegisterUpdateOutcome> updated = await handler.RunAsync(campaign, body.Value, actor, cancellationToken);
        return updated.Succeeded ? Results.Json(updated.Value) : Problems.From(updated.Failure, request);
    }
}
