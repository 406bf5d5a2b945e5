using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Audit.Evidence;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>`GET /api/campaigns/{campaign}/evidence/lists/{list}`: one list's end, with the way up to the signed root.</summary>
[RequiresHabilitation(HabilitationPurpose.Audit, Roles.ReadAudit, Roles.ManageCampaigns)]
public sealed class GetListProofFunction(ListProofHandler handler, EvidencePages pages)
{
    [Function(nameof(GetListProofFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{campaign}/evidence/lists/{list}")] HttpRequest request,
        string campaign,
        string list,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<ListProof> proof = await handler.RunAsync(campaign, list, cancellationToken);
        return proof.Succeeded
            ? pages.Answer(ListProofAnswer.Of(proof.Value, Languages.PrefersFrench(request)), request)
            : Problems.From(proof.Failure, request);
    }
}
