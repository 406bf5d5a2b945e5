using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Approves a version, by somebody else than its author and only without findings (threat 28), or retires one.</summary>
/// <remarks>Safe to run twice: what is done already is answered as done.</remarks>
public sealed class DecideTemplateHandler(TemplateFinder finder, TemplateJournal journal, TimeProvider time)
{
    /// <summary>The words are checked with the lists, limits and settings of this moment, whatever was shown before.</summary>
    public async Task<Result<TemplateReport>> ApproveAsync(string campaignText, string template, string version, Caller approver, CancellationToken cancellationToken)
    {
        Result<Campaign> campaign = await finder.FindGoingOnAsync(campaignText, cancellationToken);
        if (!campaign.Succeeded)
        {
            return campaign.Failure;
        }

        Result<FoundTemplate> found = await finder.FindAsync(campaign.Value, template, version, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        TemplateReport report = finder.Report(campaign.Value, found.Value.Version.Value);
        var approved = new TemplateEvent.Approved(journal.Actor(approver), report.Findings.Count, time.GetUtcNow());
        return await MoveAsync(found.Value, report, TemplateState.Approved, approved, TemplateJournal.Approved, approved.Actor, cancellationToken);
    }

    /// <summary>Also after the campaign's end: nothing is sent by it.</summary>
    public async Task<Result<TemplateReport>> RetireAsync(string campaignText, string template, string version, Caller caller, CancellationToken cancellationToken)
    {
        Result<Campaign> campaign = await finder.FindCampaignAsync(campaignText, cancellationToken);
        if (!campaign.Succeeded)
        {
            return campaign.Failure;
        }

        Result<FoundTemplate> found = await finder.FindAsync(campaign.Value, template, version, cancellationToken);
        return found.Succeeded
            ? await MoveAsync(
                found.Value, finder.Report(campaign.Value, found.Value.Version.Value), TemplateState.Retired, new TemplateEvent.Retired(),
                TemplateJournal.Retired, journal.Actor(caller), cancellationToken)
            : found.Failure;
    }

    private async Task<Result<TemplateReport>> MoveAsync(
        FoundTemplate found, TemplateReport report, TemplateState wanted, TemplateEvent happened, string type, string actor, CancellationToken cancellationToken)
    {
        if (report.Template.State == wanted)
        {
            return report;
        }

        Result<MessageTemplate> next = TemplateTransitions.Next(report.Template, happened);
        if (!next.Succeeded)
        {
            return next.Failure with { Findings = next.Failure == MessageFailures.NotNeutral ? report.Findings : null };
        }

        await journal.AppendAsync(type, next.Value, actor, report.Findings.Count, cancellationToken);
        return await finder.Store.ReplaceAsync(next.Value, found.Version.ETag, cancellationToken)
            ? report with { Template = next.Value }
            : MessageFailures.ChangedMeanwhile;
    }
}
