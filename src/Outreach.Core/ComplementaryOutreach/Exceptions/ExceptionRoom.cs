using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Exceptions;

/// <summary>How many people an exception still lets be solicited; the one place that counts, and that reserves.</summary>
/// <remarks>An approved wave holds its limit until it is over, and what it sent from then on. Reserving is a write by version, so that two approvals at one instant do not share the same room.</remarks>
public sealed class ExceptionRoom(IOutreachExceptionStore exceptions, IWaveStore waves, TimeProvider time)
{
    /// <summary>What is left, if the exception may be used now.</summary>
    public async Task<Result<long>> FindAsync(CampaignId campaign, string id, CancellationToken cancellationToken) =>
        await exceptions.FindAsync(campaign, id, cancellationToken) is { } stored
            ? await LeftAsync(stored.Value, except: null, cancellationToken)
            : ExceptionFailures.NotFound;

    /// <summary>Holds room for a wave that is being approved; null when it has it. The same wave again takes nothing more.</summary>
    public async Task<Failure?> ReserveAsync(Wave wave, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wave);
        while (wave.Plan.Exception is { } id)
        {
            if (await exceptions.FindAsync(wave.Campaign, id, cancellationToken) is not { } stored)
            {
                return ExceptionFailures.NotFound;
            }

            Result<long> left = await LeftAsync(stored.Value, wave.Id, cancellationToken);
            int wanted = wave.Plan.MostPeople ?? stored.Value.MostPeople;
            if (!left.Succeeded || wanted > left.Value)
            {
                return left.Failure ?? ExceptionFailures.UsedUp(left.Value);
            }

            var reserved = new Dictionary<string, int>(stored.Value.Reserved, StringComparer.Ordinal) { [wave.Id.Value] = wanted };
            if (await exceptions.ReplaceAsync(stored.Value with { Reserved = reserved }, stored.ETag, cancellationToken))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>People solicited, or held for waves that may still solicit them.</summary>
    public async Task<long> UsedAsync(OutreachException exception, WaveId? except, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exception);
        long used = 0;
        foreach ((string id, int held) in exception.Reserved.Where(entry => entry.Key != except?.Value))
        {
            Wave? wave = (await waves.FindAsync(exception.Campaign, new WaveId(id), cancellationToken))?.Value;
            used += wave is not null && WaveTransitions.IsOver(wave.State) ? SolicitedBy(wave) : held;
        }

        return used;
    }

    /// <summary>What a wave that is over came to: what its channels took, or may have taken.</summary>
    private static long SolicitedBy(Wave wave) => wave.Tally is { } tally ? tally.HandedOver + tally.Uncertain : 0;

    private async Task<Result<long>> LeftAsync(OutreachException exception, WaveId? except, CancellationToken cancellationToken) =>
        ExceptionTransitions.Bars(exception, time.GetUtcNow()) is { } bar
            ? bar
            : Math.Max(0, exception.MostPeople - await UsedAsync(exception, except, cancellationToken));
}
