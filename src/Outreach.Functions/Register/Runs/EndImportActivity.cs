using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Functions.Register.Runs;

/// <summary>Destroys what is left of an extract, however its import ended.</summary>
public sealed class EndImportActivity(EndImportHandler handler)
{
    [Function(nameof(EndImportActivity))]
    public Task RunAsync([ActivityTrigger] ImportRegisterInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new ImportId(input.Import), cancellationToken);
    }
}
