using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>An approval.</summary>
/// <param name="CountedAt">Of the preview that is approved.</param>
public sealed record ApprovalBody(DateTimeOffset? CountedAt);

/// <summary>Somebody other than its author decides on a wave (threat 28).</summary>
/// <remarks>Safe to run twice. Whatever may have changed since it was planned is asked again: campaign, preview, words, exception.</remarks>
public sealed class DecideWaveHandler(WaveFinder finder, IRegister register, WavePlanner planner, ExceptionRoom room, WaveJournal journal)
{
    /// <summary>How old a preview may be that somebody approves.</summary>
    public static readonly TimeSpan PreviewLife = TimeSpan.FromHours(72);

    public async Task<Result<Wave>> ApproveAsync(
        string campaign, string wave, ApprovalBody body, string decider, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (body.CountedAt is not { } countedAt)
        {
            return WaveFailures.PreviewNotNamed;
        }

        if (await finder.FindAsync(campaign, wave, cancellationToken) is not { } found)
        {
            return WaveFailures.NotFound;
        }

        var approved = new WaveEvent.Approved(decider, countedAt);
        Result<Wave> next = WaveTransitions.Next(found.Wave, approved, now);
        if (!next.Succeeded || ReferenceEquals(next.Value, found.Wave))
        {
            return next;
        }

        return await FindBarAsync(found.Campaign, found.Wave, now, cancellationToken) is { } bar
            ? bar
            : await journal.MoveAsync(found.Campaign.Id, found.Wave.Id, approved, decider, cancellationToken);
    }

    public async Task<Result<Wave>> RejectAsync(string campaign, string wave, string decider, CancellationToken cancellationToken) =>
        await finder.FindAsync(campaign, wave, cancellationToken) is { } found
            ? await journal.MoveAsync(found.Campaign.Id, found.Wave.Id, new WaveEvent.Rejected(decider), decider, cancellationToken)
            : WaveFailures.NotFound;

    private async Task<Failure?> FindBarAsync(Campaign campaign, Wave wave, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!campaign.IsOpenAt(now))
        {
            return WaveFailures.CampaignNotOpen;
        }

        if (wave.Preview is not { } preview || now - preview.CountedAt >= PreviewLife
            || preview.Generation != await register.FindGenerationAsync(campaign.Id, cancellationToken))
        {
            return WaveFailures.PreviewStale;
        }

        return await planner.FindFaultAsync(campaign.Id, wave.Plan, cancellationToken) ?? await room.ReserveAsync(wave, cancellationToken);
    }
}
