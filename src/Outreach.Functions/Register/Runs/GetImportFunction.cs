using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Register.Runs;

/// <summary>`GET /api/campaigns/{campaign}/register/imports/{import}`: 202 with counts, `X-Progress` and `Retry-After` while it runs, 200 at its end, however it ended.</summary>
[RequiresHabilitation(HabilitationPurpose.LoadRegister, Roles.ImportRegister)]
public sealed class GetImportFunction(GetImportHandler handler)
{
    [Function(nameof(GetImportFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/register/imports/{import}")] HttpRequest request,
        string campaign,
        string import,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<ImportStatus> status = await handler.RunAsync(campaign, import, cancellationToken);
        return status.Succeeded ? ImportAnswers.Status(status.Value, request) : Problems.From(status.Failure, request);
    }
}
