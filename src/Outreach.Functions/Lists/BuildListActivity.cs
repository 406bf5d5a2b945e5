using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Lists;

namespace Outreach.Functions.Lists;

/// <summary>Builds and seals one list; the plaintext never leaves this call.</summary>
public sealed class BuildListActivity(BuildListHandler handler)
{
    [Function(nameof(BuildListActivity))]
    public Task<BuildListResult> RunAsync([ActivityTrigger] PrepareListInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(new ListRequestId(input.RequestId), cancellationToken);
    }
}
