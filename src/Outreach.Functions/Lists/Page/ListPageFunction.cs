using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Access;

namespace Outreach.Functions.Lists.Page;

/// <summary>`GET /l/{list}`: the page behind the secure link. The same for every list, existing or not; changes and counts nothing (threat 20).</summary>
/// <remarks>
/// Also answers `GET /l/signed-in`, where the sign-in window ends: the Functions host gives a fixed path no precedence over a
/// parameter, so two functions on these routes would be told apart by chance.
/// </remarks>
[Anonymous]
public sealed class ListPageFunction(PageAssets assets, PageHeaders headers)
{
    public const string SignedInPath = "/l/signed-in";

    [Function(nameof(ListPageFunction))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "l/{list}")] HttpRequest request,
        string list)
    {
        ArgumentNullException.ThrowIfNull(request);
        headers.ForPage(request.HttpContext.Response);
        PageAsset page = SignedInPath.EndsWith($"/{list}", StringComparison.OrdinalIgnoreCase) ? assets.SignedIn : assets.List;
        return Results.Bytes(page.Content, page.ContentType);
    }
}
