using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>What the campaign's stream says of batches: who was given addresses of them, and the proof that each was destroyed.</summary>
public sealed class BatchJournal(IAuditTrail audit)
{
    /// <summary>No entry, no address.</summary>
    /// <param name="batches">How many can be fetched by the answer.</param>
    public Task ReleasedAsync(CampaignId campaign, WaveId wave, int batches, string actor, CancellationToken cancellationToken) =>
        AppendAsync(campaign, "outreach.batches-released", actor, cancellationToken, ("wave", wave.Value), ("number", Count(batches)));

    public Task DestroyedAsync(BatchRecord batch, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return AppendAsync(
            batch.Campaign, "outreach.batch-destroyed", actor, cancellationToken,
            ("wave", batch.Wave.Value), ("part", batch.Part), ("sha256", batch.Sha256), ("rows", Count(batch.Messages.Count)), ("reason", batch.End.ToString()!));
    }

    public Task OrphansDestroyedAsync(CampaignId campaign, int count, CancellationToken cancellationToken) =>
        AppendAsync(campaign, "outreach.batches-destroyed", "system", cancellationToken, ("destroyed", Count(count)), ("reason", nameof(BatchEnd.Orphaned)));

    private async Task AppendAsync(
        CampaignId campaign, string type, string actor, CancellationToken cancellationToken, params (string Name, string Value)[] data) =>
        await audit.AppendAsync(
            AuditStream.ForCampaign(campaign), new AuditEvent(type, actor, data.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)), cancellationToken);

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
