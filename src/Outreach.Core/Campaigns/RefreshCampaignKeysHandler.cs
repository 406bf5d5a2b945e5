namespace Outreach.Core.Campaigns;

/// <summary>What the vault said of one closed campaign's key.</summary>
/// <param name="IsOverdue">The day of its end is over and it is still there.</param>
public sealed record RefreshedKey(CampaignId Campaign, KeyStage Stage, KeyNews News, bool IsOverdue);

/// <summary>What one run came to.</summary>
/// <param name="Unanswered">Campaigns for which the vault did not answer; tried again at the next run.</param>
/// <param name="Failures">What nobody foresaw; to be thrown when everything else is done.</param>
public sealed record RefreshedKeys(IReadOnlyList<RefreshedKey> Keys, int Unanswered, IReadOnlyList<Exception> Failures);

/// <summary>Asks the vault about the keys of closed campaigns until each is final (threat 46), so that what evidence says of them stays true.</summary>
/// <remarks>Safe to run twice. A key that is purged is not asked about again: nothing brings it back.</remarks>
public sealed class RefreshCampaignKeysHandler(ICampaignStore campaigns, EndCampaignKeyHandler end, TimeProvider time)
{
    public async Task<RefreshedKeys> RunAsync(CancellationToken cancellationToken)
    {
        List<RefreshedKey> refreshed = [];
        List<Exception> failures = [];
        int unanswered = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State != CampaignState.Closed || campaign.Key.Stage == KeyStage.Purged)
            {
                continue;
            }

            try
            {
                (KeyState state, KeyNews news) = await end.RefreshAsync(campaign.Id, cancellationToken);
                bool overdue = state.Stage != KeyStage.Purged && campaign.Key.FinalOn <= time.GetUtcNow();
                refreshed.Add(new RefreshedKey(campaign.Id, state.Stage, news, overdue));
            }
            catch (TransientDependencyException)
            {
                unanswered++;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // One campaign must not keep the others.
                failures.Add(failure);
            }
        }

        return new RefreshedKeys(refreshed, unanswered, failures);
    }
}
