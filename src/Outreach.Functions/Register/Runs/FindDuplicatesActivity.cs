using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Functions.Register.Runs;

/// <summary>Finds people who stand more than once, in one part.</summary>
public sealed class FindDuplicatesActivity(FindDuplicatesHandler handler)
{
    [Function(nameof(FindDuplicatesActivity))]
    public Task RunAsync([ActivityTrigger] ImportPartInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new ImportId(input.Import), input.Part, cancellationToken);
    }
}
