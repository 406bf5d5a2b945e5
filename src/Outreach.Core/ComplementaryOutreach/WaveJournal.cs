using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>Writes what happens to a wave into the trail and then into its record; nothing else changes a wave.</summary>
/// <remarks>Safe to run twice and at the same time: the record is written by version. After a kill between the two an event stands twice.</remarks>
public sealed class WaveJournal(IWaveStore waves, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The wave as it is stored: this one, or the one that was added under its id before.</summary>
    public async Task<Wave> AddAsync(Wave wave, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wave);
        if (await waves.FindAsync(wave.Campaign, wave.Id, cancellationToken) is { } known)
        {
            return known.Value;
        }

        Dictionary<string, string> data = DataOf(wave);
        data["group"] = wave.Plan.Group.ToString();
        if (wave.Plan.Exception is { } exception)
        {
            data["exception"] = exception;
        }

        await AppendAsync(wave, "planned", ActorOf(wave.Author), data, cancellationToken);
        return await waves.AddAsync(wave, cancellationToken)
            ? wave
            : (await waves.FindAsync(wave.Campaign, wave.Id, cancellationToken))?.Value ?? throw new InvalidOperationException("A wave that exists cannot be read.");
    }

    /// <summary>The wave after an event; a failure when it is refused.</summary>
    /// <param name="actor">Who causes it, as the trail names callers; `system` for an orchestration.</param>
    public async Task<Result<Wave>> MoveAsync(CampaignId campaign, WaveId id, WaveEvent happened, string actor, CancellationToken cancellationToken)
    {
        while (await waves.FindAsync(campaign, id, cancellationToken) is { } stored)
        {
            Result<Wave> next = WaveTransitions.Next(stored.Value, happened, time.GetUtcNow());
            if (!next.Succeeded || ReferenceEquals(next.Value, stored.Value))
            {
                return next;
            }

            (string type, Dictionary<string, string> data) = Told(next.Value, happened);
            await AppendAsync(next.Value, type, actor, data, cancellationToken);
            if (await waves.ReplaceAsync(next.Value, stored.ETag, cancellationToken))
            {
                return next;
            }
        }

        return WaveFailures.NotFound;
    }

    private static (string Type, Dictionary<string, string> Data) Told(Wave wave, WaveEvent happened)
    {
        Dictionary<string, string> data = DataOf(wave);
        switch (happened)
        {
            case WaveEvent.Previewed previewed:
                data["generation"] = Number(previewed.Preview.Generation);
                data["selected"] = Number(previewed.Preview.Selected.Values.Sum());
                data["leftOut"] = Number(previewed.Preview.LeftOut.Values.Sum());
                return ("previewed", data);
            case WaveEvent.Reconciled reconciled:
                data["handedOver"] = Number(reconciled.Tally.HandedOver);
                data["withheld"] = Number(reconciled.Tally.Withheld);
                data["refused"] = Number(reconciled.Tally.Refused);
                data["uncertain"] = Number(reconciled.Tally.Uncertain);
                return (wave.State == WaveState.Completed ? "completed" : "cancelled", data);
            case WaveEvent.Approved:
                return ("approved", data);
            case WaveEvent.Rejected:
                return ("rejected", data);
            case WaveEvent.RecountRequested:
                return ("recounting", data);
            case WaveEvent.CancelRequested:
                return (wave.State == WaveState.Cancelling ? "cancelling" : "cancelled", data);
            case WaveEvent.SendingFinished:
                return ("handed-over", data);
            case WaveEvent.Expired:
                return ("expired", data);
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "No such event.");
        }
    }

    private static Dictionary<string, string> DataOf(Wave wave) =>
        new(StringComparer.Ordinal) { ["campaign"] = wave.Campaign.Value, ["wave"] = wave.Id.Value };

    /// <summary>A schedule acts by itself; who set it stands in the trail where it was set.</summary>
    private static string ActorOf(string author) => author.StartsWith(WaveTransitions.Scheduled, StringComparison.Ordinal) ? "system" : author;

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);

    private Task AppendAsync(Wave wave, string type, string actor, Dictionary<string, string> data, CancellationToken cancellationToken) =>
        audit.AppendAsync(AuditStream.ForCampaign(wave.Campaign), new AuditEvent($"waves.{type}", actor, data), cancellationToken);
}
