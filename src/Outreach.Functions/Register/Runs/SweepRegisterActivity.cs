using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Functions.Register.Runs;

/// <summary>Removes rows of earlier imports.</summary>
public sealed class SweepRegisterActivity(EndImportHandler handler)
{
    [Function(nameof(SweepRegisterActivity))]
    public Task RunAsync([ActivityTrigger] ImportRegisterInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.SweepAsync(CampaignId.Parse(input.Campaign), cancellationToken);
    }
}
