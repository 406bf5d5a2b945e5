namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>What anybody who plans or approves may do to a wave: have it counted anew, or cancel it, at any of its states.</summary>
/// <remarks>Safe to run twice. A cancellation is in the record when this answers; whatever runs looks there before each step.</remarks>
public sealed class ChangeWaveHandler(WaveFinder finder, WaveJournal journal)
{
    public Task<Result<Wave>> CancelAsync(string campaign, string wave, string actor, CancellationToken cancellationToken) =>
        MoveAsync(campaign, wave, new WaveEvent.CancelRequested(actor), actor, cancellationToken);

    public Task<Result<Wave>> RecountAsync(string campaign, string wave, string actor, CancellationToken cancellationToken) =>
        MoveAsync(campaign, wave, new WaveEvent.RecountRequested(), actor, cancellationToken);

    private async Task<Result<Wave>> MoveAsync(string campaign, string wave, WaveEvent happened, string actor, CancellationToken cancellationToken) =>
        await finder.FindAsync(campaign, wave, cancellationToken) is { } found
            ? await journal.MoveAsync(found.Campaign.Id, found.Wave.Id, happened, actor, cancellationToken)
            : WaveFailures.NotFound;
}
