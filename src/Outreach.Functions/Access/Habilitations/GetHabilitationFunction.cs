using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Functions.Http;

namespace Outreach.Functions.Access.Habilitations;

/// <summary>`GET /api/habilitations/{habilitation}`.</summary>
[RequiresRole(Roles.GrantHabilitations)]
public sealed class GetHabilitationFunction(IHabilitationStore habilitations, TimeProvider time)
{
    [Function(nameof(GetHabilitationFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/habilitations/{habilitation}")] HttpRequest request,
        string habilitation,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return HabilitationId.TryParse(habilitation, out HabilitationId id) && await habilitations.FindAsync(id, cancellationToken) is { } found
            ? Answers.NoStore(Results.Json(HabilitationAnswer.Of(found.Value, time.GetUtcNow())), request.HttpContext.Response)
            : Problems.From(HabilitationFailures.NotFound, request);
    }
}
