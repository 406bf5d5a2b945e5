using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>What became of a delivery report; counts, and the places of lines that are none.</summary>
/// <param name="Recorded">Messages of which this is news.</param>
/// <param name="Known">The same was known before.</param>
/// <param name="Unknown">No message that was handed over has such an id; whether it never was, is another wave's, or was withheld is not said.</param>
/// <param name="InvalidLines">Numbers of the first 20 lines that are no report.</param>
public sealed record DeliveryCounts(int Recorded, int Known, int Unknown, int Invalid, IReadOnlyList<long> InvalidLines);

/// <summary>Takes in what a dispatcher says became of the messages of a wave. Again changes nothing.</summary>
/// <remarks>A message that did not arrive does not make its person free again: who was not reached by one side must look to the other like who was (C12).</remarks>
public sealed class ReportDeliveriesHandler(IWaveStore waves, IOutboxStore outbox, IAuditTrail audit)
{
    public const string Reported = "waves.deliveries-reported";

    /// <summary>Bytes of one report.</summary>
    public const int LargestReport = 16 * 1024 * 1024;

    private const int MostLines = 200_000;
    private const int LinesAtOnce = 1_000;
    private const int MostInvalidLines = 20;

    /// <param name="actor">Opaque name of who reports.</param>
    public async Task<Result<DeliveryCounts>> RunAsync(string campaignText, string waveText, string actor, DeliveryReportReader report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (!CampaignId.TryParse(campaignText, out CampaignId campaign) || !WaveId.TryParse(waveText, out WaveId id)
            || await waves.FindAsync(campaign, id, cancellationToken) is null)
        {
            return WaveFailures.NotFound;
        }

        return await report.ReadHeaderAsync(cancellationToken)
            ? await RecordAsync(campaign, id, actor, report, cancellationToken)
            : DeliveryFailures.HeaderMissing;
    }

    private async Task<Result<DeliveryCounts>> RecordAsync(
        CampaignId campaign, WaveId id, string actor, DeliveryReportReader report, CancellationToken cancellationToken)
    {
        var outcome = new DeliveryOutcome(0, 0, 0);
        List<long> invalid = [];
        int lines = 0;
        await foreach (DeliveryLine[] chunk in report.ReadAsync(cancellationToken).Chunk(LinesAtOnce).WithCancellation(cancellationToken))
        {
            if ((lines += chunk.Length) > MostLines)
            {
                return DeliveryFailures.TooLarge;
            }

            invalid.AddRange(chunk.Where(line => line.Report is null).Select(line => line.Number));
            outcome += await outbox.ReportAsync(campaign, id, [.. chunk.Select(line => line.Report).OfType<DeliveryReport>()], cancellationToken);
        }

        await KeepAsync(campaign, id, cancellationToken);
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["wave"] = id.Value, ["rows"] = Text(lines), ["loaded"] = Text(outcome.Recorded) };
        await audit.AppendAsync(AuditStream.ForCampaign(campaign), new AuditEvent(Reported, actor, data), cancellationToken);
        return new DeliveryCounts(outcome.Recorded, outcome.Known, outcome.Unknown, invalid.Count, [.. invalid.Take(MostInvalidLines)]);
    }

    /// <summary>A wave that is over carries its counts itself.</summary>
    private async Task KeepAsync(CampaignId campaign, WaveId id, CancellationToken cancellationToken)
    {
        bool kept = false;
        while (!kept && await waves.FindAsync(campaign, id, cancellationToken) is { Value.Tally: { } tally } wave)
        {
            (long delivered, long undelivered) = await outbox.CountDeliveriesAsync(campaign, id, cancellationToken);
            kept = await waves.ReplaceAsync(wave.Value with { Tally = tally with { Delivered = delivered, Undelivered = undelivered } }, wave.ETag, cancellationToken);
        }
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
