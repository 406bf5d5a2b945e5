using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Lists.Page;

/// <summary>`GET /assets/{name}`: a script, style or image of the pages.</summary>
[Anonymous]
public sealed class PageAssetFunction(PageAssets assets, PageHeaders headers)
{
    [Function(nameof(PageAssetFunction))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "assets/{name}")] HttpRequest request,
        string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (assets.Find(name) is not { } asset)
        {
            return Problems.From(Http.Failures.NotFound, request);
        }

        headers.ForAsset(request.HttpContext.Response);
        return Results.Bytes(asset.Content, asset.ContentType);
    }
}
