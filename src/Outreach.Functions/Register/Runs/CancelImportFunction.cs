using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Register.Runs;

/// <summary>`DELETE /api/campaigns/{campaign}/register/imports/{import}`: 202; the register stays as it is, and the extract is destroyed. 409 once it is the register.</summary>
[RequiresHabilitation(HabilitationPurpose.LoadRegister, Roles.ImportRegister)]
public sealed class CancelImportFunction(CancelImportHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(CancelImportFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/campaigns/{campaign}/register/imports/{import}")] HttpRequest request,
        string campaign,
        string import,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<ImportRun> cancelled = await handler.RunAsync(campaign, import, pseudonyms.Actor(context.GetCaller()), cancellationToken);
        return cancelled.Succeeded
            ? ImportAnswers.Accepted(cancelled.Value, request.HttpContext.Response)
            : Problems.From(cancelled.Failure, request);
    }
}
