using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Lists;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Lists;

/// <summary>`POST /api/lists/{list}/openings`: releases the server's share of the key and an address that lives a minute. Only a POST counts as an opening.</summary>
[RequiresPractitioner]
public sealed class OpenListFunction(OpenListHandler handler)
{
    [Function(nameof(OpenListFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/lists/{list}/openings")] HttpRequest request,
        string list,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answers.NoStore(await handler.RunAsync(list, context.GetCaller(), cancellationToken), request);
    }
}
