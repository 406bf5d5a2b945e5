using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Runs;

namespace Outreach.Functions.Register.Runs;

/// <summary>Reads and judges an extract, and sorts its good rows into sealed parts; nothing of a row leaves this call in clear.</summary>
public sealed class ReadExtractActivity(ReadExtractHandler handler)
{
    [Function(nameof(ReadExtractActivity))]
    public Task<ImportStep> RunAsync([ActivityTrigger] ImportRegisterInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new ImportId(input.Import), cancellationToken);
    }
}
