using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Keeps the words of a new template, or of a new version of one, as a draft.</summary>
/// <remarks>Safe to run twice: the same words again are the version that has them, whoever wrote it, and it stays that author's.</remarks>
public sealed class WriteTemplateHandler(TemplateFinder finder, TemplateJournal journal, TimeProvider time)
{
    private const int Attempts = 5;

    public async Task<Result<WrittenTemplate>> CreateAsync(string campaignText, Caller author, TemplateBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        Result<string> id = TemplateDraft.ParseId(body.Id);
        return id.Succeeded ? await WriteAsync(campaignText, id.Value, isNew: true, author, body, cancellationToken) : id.Failure;
    }

    /// <param name="template">Id from the address; one in the body has to be the same.</param>
    public async Task<Result<WrittenTemplate>> AddVersionAsync(
        string campaignText, string template, Caller author, TemplateBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body.Id is null || body.Id == template ? await WriteAsync(campaignText, template, isNew: false, author, body, cancellationToken) : MessageFailures.IdInvalid;
    }

    private async Task<Result<WrittenTemplate>> WriteAsync(
        string campaignText, string id, bool isNew, Caller author, TemplateBody body, CancellationToken cancellationToken)
    {
        Result<IReadOnlyDictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>>> texts = TemplateDraft.ParseTexts(body.Texts);
        if (!texts.Succeeded)
        {
            return texts.Failure;
        }

        Result<Campaign> campaign = await finder.FindGoingOnAsync(campaignText, cancellationToken);
        if (!campaign.Succeeded)
        {
            return campaign.Failure;
        }

        // Two authors at once: the second meets the first one's version, and writes the next.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            MessageTemplate? latest = await LatestAsync(campaign.Value.Id, id, cancellationToken);
            if (latest is not null && TemplateDraft.Says(latest, texts.Value))
            {
                return new WrittenTemplate(finder.Report(campaign.Value, latest), IsNew: false);
            }

            if (isNew ? latest is not null : latest is null or { Version: TemplateVersion.Most })
            {
                return isNew ? MessageFailures.OtherExists : latest is null ? MessageFailures.NotFound : MessageFailures.VersionsUsedUp;
            }

            var draft = new MessageTemplate(
                campaign.Value.Id, id, (latest?.Version ?? 0) + 1, TemplateState.Draft, texts.Value, journal.Actor(author), time.GetUtcNow());
            TemplateReport report = finder.Report(campaign.Value, draft);
            await journal.AppendAsync(TemplateJournal.Written, draft, draft.Author, report.Findings.Count, cancellationToken);
            if (await finder.Store.AddAsync(draft, cancellationToken))
            {
                return new WrittenTemplate(report, IsNew: true);
            }
        }

        return MessageFailures.ChangedMeanwhile;
    }

    private async Task<MessageTemplate?> LatestAsync(CampaignId campaign, string id, CancellationToken cancellationToken) =>
        await finder.Store.ListAsync(campaign, cancellationToken).Where(template => template.Id == id).MaxByAsync(template => template.Version, cancellationToken: cancellationToken);
}
