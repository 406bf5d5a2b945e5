using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>`GET /api/evidence-page-configuration`: where and as whom the page of evidence signs somebody in; nothing in it is secret.</summary>
[Anonymous]
public sealed class EvidencePageConfigurationFunction(InsurerSignIn signIn)
{
    [Function(nameof(EvidencePageConfigurationFunction))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/evidence-page-configuration")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answers.NoStore(Results.Json(signIn.Configuration), request.HttpContext.Response);
    }
}
