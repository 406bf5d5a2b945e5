using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>What all shares of a wave came to.</summary>
public sealed record RecordPreviewInput(string Campaign, string Wave, int Generation, PreviewCounts Counts);

/// <summary>Puts what was counted into the record of a wave.</summary>
public sealed class RecordPreviewActivity(RecordPreviewHandler handler)
{
    [Function(nameof(RecordPreviewActivity))]
    public Task RunAsync([ActivityTrigger] RecordPreviewInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return handler.RunAsync(CampaignId.Parse(input.Campaign), new WaveId(input.Wave), input.Generation, input.Counts, cancellationToken);
    }
}
