using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;

namespace Outreach.Functions.Deletion;

/// <summary>Which request's list to destroy, and why.</summary>
public sealed record DestroyListInput(string RequestId, EndReason Reason);

/// <summary>Destroys the list of one request, whatever state it is in; fails, and is tried again, while something is in the way.</summary>
public sealed class DestroyListActivity(IListRequestStore requests, DestroyListHandler handler)
{
    [Function(nameof(DestroyListActivity))]
    public async Task RunAsync([ActivityTrigger] DestroyListInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await requests.FindAsync(new ListRequestId(input.RequestId), cancellationToken) is { } request)
        {
            (await handler.RunAsync(request, input.Reason, "system", cancellationToken)).Require();
        }
    }
}
