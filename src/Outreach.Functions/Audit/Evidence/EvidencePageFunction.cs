using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Access;
using Outreach.Functions.Lists.Page;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>`GET /evidence/{campaign}`: where somebody of the insurer's side signs in to read evidence in a browser. The same for every campaign, existing or not.</summary>
[Anonymous]
public sealed class EvidencePageFunction(PageAssets assets, PageHeaders headers, InsurerSignIn signIn, EvidencePages pages)
{
    [Function(nameof(EvidencePageFunction))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "evidence/{campaign}")] HttpRequest request,
        string campaign)
    {
        ArgumentNullException.ThrowIfNull(request);
        headers.ForEvidence(request.HttpContext.Response, signIn.Authority, pages.StyleSource);
        return Results.Bytes(assets.Evidence.Content, assets.Evidence.ContentType);
    }
}
