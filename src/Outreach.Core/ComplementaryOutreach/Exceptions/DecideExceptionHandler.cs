using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Exceptions;

/// <summary>Approves an exception, by somebody other than who asked (threat 28), or ends it, by anybody who plans or approves.</summary>
/// <remarks>Safe to run twice; a revocation that was killed half-way ends the waves when it is repeated, and the timer ends them all the same.</remarks>
public sealed class DecideExceptionHandler(IOutreachExceptionStore exceptions, ExceptionJournal journal, IWaveStore waves, WaveJournal waveJournal, TimeProvider time)
{
    public async Task<Result<OutreachException>> ApproveAsync(string campaignText, string id, string decider, CancellationToken cancellationToken) =>
        await FindAsync(campaignText, id, cancellationToken) is { } found
            ? await journal.MoveAsync(
                found.Campaign, id, "approved", decider, exception => ExceptionTransitions.Approve(exception, decider, time.GetUtcNow()), cancellationToken)
            : ExceptionFailures.NotFound;

    /// <summary>At once: whatever waves use it are cancelled as well.</summary>
    public async Task<Result<OutreachException>> RevokeAsync(string campaignText, string id, string actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(campaignText, id, cancellationToken) is not { } found)
        {
            return ExceptionFailures.NotFound;
        }

        Result<OutreachException> revoked = await journal.MoveAsync(
            found.Campaign, id, "revoked", actor, exception => ExceptionTransitions.Revoke(exception, time.GetUtcNow()), cancellationToken);
        await foreach (Wave wave in waves.ListAsync(found.Campaign, cancellationToken))
        {
            if (wave.Plan.Exception == id && !WaveTransitions.IsOver(wave.State))
            {
                await waveJournal.MoveAsync(found.Campaign, wave.Id, new WaveEvent.CancelRequested(actor), actor, cancellationToken);
            }
        }

        return revoked;
    }

    private async Task<OutreachException?> FindAsync(string campaignText, string id, CancellationToken cancellationToken) =>
        CampaignId.TryParse(campaignText, out CampaignId campaign) && RandomId.IsWellFormed(id)
            ? (await exceptions.FindAsync(campaign, id, cancellationToken))?.Value
            : null;
}
