using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>Puts what was counted into a wave's record; from here on somebody may decide.</summary>
/// <remarks>Safe to run twice: what was recorded, or cancelled meanwhile, stays as it is.</remarks>
public sealed class RecordPreviewHandler(WaveJournal journal, TimeProvider time)
{
    public Task RunAsync(CampaignId campaign, WaveId wave, int generation, PreviewCounts counts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var preview = new WavePreview(generation, time.GetUtcNow(), counts.Selected, counts.LeftOut);
        return journal.MoveAsync(campaign, wave, new WaveEvent.Previewed(preview), "system", cancellationToken);
    }
}
