using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Access;
using Outreach.Functions.Lists.Page;

namespace Outreach.Functions.Contacts;

/// <summary>`GET /o`: the page behind the link of a message. The same for everybody; changes and counts nothing (threats 18, 20).</summary>
[Anonymous]
public sealed class ContactPageFunction(PageAssets assets, PageHeaders headers)
{
    [Function(nameof(ContactPageFunction))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "o")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        headers.ForContactPage(request.HttpContext.Response);
        return Results.Bytes(assets.Contact.Content, assets.Contact.ContentType);
    }
}
