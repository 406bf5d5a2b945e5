using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Lists;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Lists;

/// <summary>`GET /api/lists/{list}/withdrawals`: which rows to hide by now, for a page that has the list open. No opening is counted, and no key released (C2, C11).</summary>
[RequiresPractitioner]
public sealed class GetWithdrawalsFunction(GetWithdrawalsHandler handler)
{
    [Function(nameof(GetWithdrawalsFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/lists/{list}/withdrawals")] HttpRequest request,
        string list,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answers.NoStore(await handler.RunAsync(list, context.GetCaller(), cancellationToken), request);
    }
}
