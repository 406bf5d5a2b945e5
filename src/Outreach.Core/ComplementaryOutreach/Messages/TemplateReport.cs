using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>A version and what the check finds in it today.</summary>
public sealed record TemplateReport(MessageTemplate Template, IReadOnlyList<MessageFinding> Findings);

/// <summary>A version as it was kept, and whether this call wrote it.</summary>
public sealed record WrittenTemplate(TemplateReport Report, bool IsNew);

/// <summary>A version that was found with its campaign.</summary>
public sealed record FoundTemplate(Campaign Campaign, Versioned<MessageTemplate> Version);

/// <summary>Finds versions by what an address says of them.</summary>
public sealed class TemplateFinder(ICampaignStore campaigns, IMessageTemplateStore templates, MessageCheck check, TimeProvider time)
{
    public IMessageTemplateStore Store => templates;

    public async Task<Result<Campaign>> FindCampaignAsync(string campaign, CancellationToken cancellationToken) =>
        CampaignId.TryParse(campaign, out CampaignId id) && await campaigns.FindAsync(id, cancellationToken) is { } found
            ? found.Value
            : Failures.NotFound;

    /// <summary>The campaign, if words may still be written and approved for it: before it opens, too.</summary>
    public async Task<Result<Campaign>> FindGoingOnAsync(string campaign, CancellationToken cancellationToken)
    {
        Result<Campaign> found = await FindCampaignAsync(campaign, cancellationToken);
        return found.Succeeded && (found.Value.State != CampaignState.Open || found.Value.EndsAt <= time.GetUtcNow()) ? MessageFailures.CampaignOver : found;
    }

    public async Task<Result<FoundTemplate>> FindAsync(Campaign campaign, string id, string version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return TemplateDraft.ParseId(id).Succeeded && TemplateVersion.TryParse(version, out int number)
            && await templates.FindAsync(campaign.Id, id, number, cancellationToken) is { } found
                ? new FoundTemplate(campaign, found)
                : MessageFailures.NotFound;
    }

    public TemplateReport Report(Campaign campaign, MessageTemplate template) => new(template, check.Run(campaign, template));
}
