using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Audit.Evidence;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>`GET /api/campaigns/{campaign}/evidence`: the report, and with `?proofs=` the proofs of erasure, as JSON or as a page that prints.</summary>
[RequiresHabilitation(HabilitationPurpose.Audit, Roles.ReadAudit, Roles.ManageCampaigns)]
public sealed class GetEvidenceFunction(CompileEvidenceHandler compile, ListProofsHandler proofs, EvidencePages pages)
{
    [Function(nameof(GetEvidenceFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/evidence")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Query.TryGetValue("proofs", out var after))
        {
            Result<ProofPage> page = await proofs.RunAsync(campaign, after.ToString(), cancellationToken);
            return page.Succeeded ? pages.Answer(ProofsAnswer.Of(page.Value), request) : Problems.From(page.Failure, request);
        }

        Result<EvidenceReport> report = await compile.RunAsync(campaign, cancellationToken);
        return report.Succeeded
            ? pages.Answer(EvidenceAnswer.Of(report.Value, Languages.PrefersFrench(request)), request)
            : Problems.From(report.Failure, request);
    }
}
