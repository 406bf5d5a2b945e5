using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Register.Runs;

/// <summary>`GET /api/campaigns/{campaign}/register/imports/{import}/rejected`: CSV of line, column, code and sentence, never a value; 410 after its days.</summary>
[RequiresHabilitation(HabilitationPurpose.LoadRegister, Roles.ImportRegister)]
public sealed class GetRejectedLinesFunction(ReadRejectedHandler handler)
{
    [Function(nameof(GetRejectedLinesFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/register/imports/{import}/rejected")] HttpRequest request,
        string campaign,
        string import,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<RejectedLines> lines = await handler.RunAsync(campaign, import, cancellationToken);
        return lines.Succeeded ? RejectedLinesFile.Answer(lines.Value, request) : Problems.From(lines.Failure, request);
    }
}
