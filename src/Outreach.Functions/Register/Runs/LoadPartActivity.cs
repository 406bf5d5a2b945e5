using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Functions.Register.Runs;

/// <summary>Writes the rows of one part, unseen.</summary>
public sealed class LoadPartActivity(LoadPartHandler handler)
{
    [Function(nameof(LoadPartActivity))]
    public Task RunAsync([ActivityTrigger] ImportPartInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new ImportId(input.Import), input.Part, cancellationToken);
    }
}
