using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Audit;

/// <summary>`GET /api/audit/verification`: verifies the trail, a page of streams at a time; `next` leads on.</summary>
[RequiresHabilitation(HabilitationPurpose.Audit, Roles.ReadAudit)]
public sealed class VerifyAuditFunction(VerifyAuditHandler handler)
{
    /// <summary>A page takes seconds, and far less than the time that a front end gives an answer.</summary>
    private const int PageSize = 2_000;

    /// <summary>A blob's name is no longer.</summary>
    private const int LongestName = 1_024;

    [Function(nameof(VerifyAuditFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/audit/verification")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string after = request.Query["after"].ToString();
        if (after.Length > LongestName)
        {
            return Problems.From(Core.Audit.Failures.PageUnknown, request);
        }

        AuditVerification verification = await handler.RunAsync(after, PageSize, progress: null, cancellationToken);
        bool french = Languages.PrefersFrench(request);
        request.HttpContext.Response.Headers.ContentLanguage = french ? "fr" : "en";
        return Answers.NoStore(Results.Json(AuditVerificationAnswer.Of(verification, french)), request.HttpContext.Response);
    }
}
