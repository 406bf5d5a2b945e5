using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Shows versions with what the check finds in them today, an approved one's too: lists and settings change.</summary>
public sealed class ReadTemplatesHandler(TemplateFinder finder)
{
    public async Task<Result<TemplateReport>> FindAsync(string campaignText, string template, string version, CancellationToken cancellationToken)
    {
        Result<Campaign> campaign = await finder.FindCampaignAsync(campaignText, cancellationToken);
        if (!campaign.Succeeded)
        {
            return campaign.Failure;
        }

        Result<FoundTemplate> found = await finder.FindAsync(campaign.Value, template, version, cancellationToken);
        return found.Succeeded ? finder.Report(campaign.Value, found.Value.Version.Value) : found.Failure;
    }

    /// <summary>All versions of a campaign, by id and number.</summary>
    public async Task<Result<IReadOnlyList<TemplateReport>>> ListAsync(string campaignText, CancellationToken cancellationToken)
    {
        Result<Campaign> campaign = await finder.FindCampaignAsync(campaignText, cancellationToken);
        if (!campaign.Succeeded)
        {
            return campaign.Failure;
        }

        List<TemplateReport> reports = [];
        await foreach (MessageTemplate template in finder.Store.ListAsync(campaign.Value.Id, cancellationToken))
        {
            reports.Add(finder.Report(campaign.Value, template));
        }

        return reports.OrderBy(report => report.Template.Id, StringComparer.Ordinal).ThenBy(report => report.Template.Version).ToList();
    }
}
