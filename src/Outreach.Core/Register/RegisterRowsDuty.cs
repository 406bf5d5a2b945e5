using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register;

/// <summary>Removes the register of a campaign that is closed: its secret is gone, so no row opens any more, and nobody reads it (C5).</summary>
/// <remarks>Counts registers, not rows. A load that was at work when the campaign closed may still write; its rows go at the next run.</remarks>
public sealed class RegisterRowsDuty(ICampaignStore campaigns, IRegisterWriter register) : IDeletionDuty
{
    /// <summary>One run's work; what is left goes on at the next.</summary>
    public const int MostPerRun = 10_000;

    public string Name => "RegisterRows";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int rows = 0, registers = 0, waiting = 0;
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.State != CampaignState.Closed || rows >= MostPerRun)
            {
                continue;
            }

            try
            {
                int removed = await register.ForgetAsync(campaign.Id, MostPerRun - rows, cancellationToken);
                (rows, registers) = (rows + removed, registers + (removed > 0 ? 1 : 0));
            }
            catch (TransientDependencyException)
            {
                waiting++;
            }
        }

        return new DutyOutcome(registers, Late: 0, waiting);
    }
}
