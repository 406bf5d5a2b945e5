using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Contacts;
using Outreach.Functions.Access;
using Outreach.Functions.Http;

namespace Outreach.Functions.Contacts;

/// <summary>`PUT /api/lists/{list}/rows/{row}/closure`: a doctor says that a row is no longer to be contacted; 200, again the same. A reason is refused (C12).</summary>
[RequiresPractitioner]
public sealed class CloseRowFunction(CloseRowHandler handler)
{
    [Function(nameof(CloseRowFunction))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/lists/{list}/rows/{row}/closure")] HttpRequest request,
        string list,
        string row,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (await ClosureBody.FindFaultAsync(request, cancellationToken) is { } fault)
        {
            return Problems.From(fault, request);
        }

        return Answers.NoStore(await handler.CloseAsync(list, row, context.GetCaller(), cancellationToken), request);
    }
}
