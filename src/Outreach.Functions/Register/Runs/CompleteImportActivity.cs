using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Functions.Register.Runs;

/// <summary>Makes what was written the register, as a whole.</summary>
public sealed class CompleteImportActivity(CompleteImportHandler handler)
{
    [Function(nameof(CompleteImportActivity))]
    public Task RunAsync([ActivityTrigger] ImportRegisterInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new ImportId(input.Import), cancellationToken);
    }
}
