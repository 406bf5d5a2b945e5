using System.Text.RegularExpressions;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>Plans a wave: from here on it is counted, and nobody is claimed before somebody else approves it (C8).</summary>
/// <remarks>Safe to run twice: author and key make the wave's id.</remarks>
public sealed partial class PlanWaveHandler(ICampaignStore campaigns, IWaveStore waves, WavePlanner planner, WaveJournal journal, TimeProvider time)
{
    /// <param name="key">Of the author's choice, the same for each repetition of the call.</param>
    /// <param name="author">Opaque name of who plans.</param>
    public async Task<Result<Wave>> RunAsync(string campaignText, string? key, WaveBody body, string author, CancellationToken cancellationToken)
    {
        Result<WaveDraft> draft = WaveDraft.Parse(body);
        if (!draft.Succeeded)
        {
            return draft.Failure;
        }

        if (!IsKey(key))
        {
            return WaveFailures.KeyMissing;
        }

        return CampaignId.TryParse(campaignText, out CampaignId id) && await campaigns.FindAsync(id, cancellationToken) is { Value: { } campaign }
            ? await PlanAsync(campaign, WaveId.Of(id, author, key!), draft.Value, author, cancellationToken)
            : Campaigns.Failures.NotFound;
    }

    /// <summary>Plans a wave of a known id; the one of a schedule has an id of its occurrence.</summary>
    public async Task<Result<Wave>> PlanAsync(Campaign campaign, WaveId id, WaveDraft draft, string author, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(draft);
        if (await waves.FindAsync(campaign.Id, id, cancellationToken) is { Value: { } known })
        {
            return Same(known, draft);
        }

        Result<WavePlan> plan = await planner.PlanAsync(campaign, draft, cancellationToken);
        return plan.Succeeded
            ? Same(await journal.AddAsync(new Wave(id, campaign.Id, WaveState.Previewing, plan.Value, author, time.GetUtcNow()), cancellationToken), draft)
            : plan.Failure;
    }

    public static bool IsKey(string? key) => key is not null && Key().IsMatch(key);

    private static Result<Wave> Same(Wave wave, WaveDraft draft) => draft.Describes(wave.Plan) ? wave : WaveFailures.OtherExists;

    [GeneratedRegex(@"^[A-Za-z0-9_-]{16,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
