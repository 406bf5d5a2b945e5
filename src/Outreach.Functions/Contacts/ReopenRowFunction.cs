using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Contacts;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>`DELETE /api/lists/{list}/rows/{row}/closure`: the doctor undoes it within a day; 200, again the same.</summary>
[RequiresPractitioner]
public sealed class ReopenRowFunction(CloseRowHandler handler)
{
    [Function(nameof(ReopenRowFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/lists/{list}/rows/{row}/closure")] HttpRequest request,
        string list,
        string row,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (await ClosureBody.FindFaultAsync(request, cancellationToken) is { } fault)
        {
            return Problems.From(fault, request);
        }

        return Answers.NoStore(await handler.ReopenAsync(list, row, context.GetCaller(), cancellationToken), request);
    }
}
