using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Functions.Register.Runs;

/// <summary>Decides whether there is anything to load, and begins it.</summary>
public sealed class BeginLoadActivity(BeginLoadHandler handler)
{
    [Function(nameof(BeginLoadActivity))]
    public Task<ImportStep> RunAsync([ActivityTrigger] ImportRegisterInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new ImportId(input.Import), cancellationToken);
    }
}
