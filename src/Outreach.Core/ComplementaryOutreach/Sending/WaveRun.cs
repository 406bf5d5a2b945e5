using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.Contacts;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>A wave that may send now, with what that takes.</summary>
public sealed record WaveRun(Campaign Campaign, ContactBook Book, Wave Wave, MessageTemplate Template)
{
    public ContactAct Act => ContactAct.ForWave(Wave.Id.Value);

    public override string ToString() => Wave.ToString();
}

/// <summary>Says whether a wave may send; the one place that asks. Whatever somebody changes stops it at its next part.</summary>
public sealed class WaveRuns(IWaveStore waves, CampaignGate gate, ContactBooks books, IMessageTemplateStore templates, IOutreachExceptionStore exceptions)
{
    /// <summary>Null when the wave may not send: cancelled, campaign over, exception withdrawn or run out.</summary>
    /// <exception cref="TransientDependencyException">It may, and its campaign's secret does not answer.</exception>
    public async Task<WaveRun?> FindAsync(CampaignId campaignId, WaveId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await waves.FindAsync(campaignId, id, cancellationToken) is not { Value: { State: WaveState.Running } wave }
            || await gate.FindOpenAsync(campaignId, cancellationToken) is not { } campaign
            || await books.RequireAsync(campaignId, cancellationToken) is not { } book)
        {
            return null;
        }

        Versioned<MessageTemplate>? template = await templates.FindAsync(campaignId, wave.Plan.Template, wave.Plan.TemplateVersion, cancellationToken);
        return template is { Value.State: not TemplateState.Draft } && await IsAllowedAsync(wave, now, cancellationToken)
            ? new WaveRun(campaign, book, wave, template.Value)
            : null;
    }

    /// <summary>Asked before every part: whether the wave still runs and its campaign is open.</summary>
    public async Task<bool> IsRunningAsync(WaveRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return await waves.FindAsync(run.Campaign.Id, run.Wave.Id, cancellationToken) is { Value.State: WaveState.Running }
            && await gate.IsOpenAsync(run.Campaign.Id, cancellationToken);
    }

    /// <summary>People who have a treating doctor: under an exception that holds, and as many as were reserved of it.</summary>
    private async Task<bool> IsAllowedAsync(Wave wave, DateTimeOffset now, CancellationToken cancellationToken) =>
        wave.Plan.Group == WaveGroup.WithoutPractitioner
        || (wave.Plan is { Exception: { } name, MostPeople: not null }
            && (await exceptions.FindAsync(wave.Campaign, name, cancellationToken))?.Value.HoldsAt(now) == true);
}
