using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Lists.Page;

/// <summary>`GET /api/page-configuration`: where and as whom the page signs a doctor in.</summary>
[Anonymous]
public sealed class PageConfigurationFunction(PageConfiguration configuration)
{
    [Function(nameof(PageConfigurationFunction))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/page-configuration")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answers.NoStore(Results.Json(configuration), request.HttpContext.Response);
    }
}
