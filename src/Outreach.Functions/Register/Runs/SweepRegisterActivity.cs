using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Functions.Register.Runs;

/// <summary>Removes rows that nobody reads: of earlier imports, and of this one if it was not completed.</summary>
public sealed class SweepRegisterActivity(EndImportHandler handler)
{
    [Function(nameof(SweepRegisterActivity))]
    public Task RunAsync([ActivityTrigger] ImportRegisterInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.SweepAsync(CampaignId.Parse(input.Campaign), new ImportId(input.Import), cancellationToken);
    }
}
