using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Register.Runs;

/// <summary>`POST /api/campaigns/{campaign}/register/imports`: 202, poll at `Content-Location`. The same landed extract again is the same import.</summary>
[RequiresHabilitation(HabilitationPurpose.LoadRegister, Roles.ImportRegister)]
public sealed class StartImportFunction(StartImportHandler handler, Pseudonyms pseudonyms)
{
    [Function(nameof(StartImportFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{campaign}/register/imports")] HttpRequest request,
        string campaign,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<ImportBody> body = await JsonBody.ReadAsync<ImportBody>(request, cancellationToken);
        if (!body.Succeeded)
        {
            return Problems.From(body.Failure, request);
        }

        Result<ImportRun> accepted = await handler.RunAsync(campaign, body.Value, pseudonyms.Actor(context.GetCaller()), cancellationToken);
        if (!accepted.Succeeded)
        {
            return Problems.From(accepted.Failure, request);
        }

        await ImportOrchestrations.StartAsync(client, accepted.Value, cancellationToken);
        return ImportAnswers.Accepted(accepted.Value, request.HttpContext.Response);
    }
}
