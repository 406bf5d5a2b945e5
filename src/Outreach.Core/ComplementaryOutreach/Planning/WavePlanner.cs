using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>Makes a plan of a draft: with the words that are approved now, and within the room that its exception leaves.</summary>
public sealed class WavePlanner(IMessageTemplateStore templates, OutreachChannels channels, ExceptionRoom room, IRegister register, TimeProvider time)
{
    public async Task<Result<WavePlan>> PlanAsync(Campaign campaign, WaveDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(draft);
        if (!campaign.IsOpenAt(time.GetUtcNow()))
        {
            return WaveFailures.CampaignNotOpen;
        }

        if (!await register.IsLoadedAsync(campaign.Id, cancellationToken))
        {
            return WaveFailures.RegisterEmpty;
        }

        Result<MessageTemplate> template = await FindTemplateAsync(campaign.Id, draft, cancellationToken);
        if (!template.Succeeded)
        {
            return template.Failure;
        }

        int? most = draft.MostPeople;
        if (draft.Exception is { } exception)
        {
            Result<long> left = await room.FindAsync(campaign.Id, exception, cancellationToken);
            if (!left.Succeeded || left.Value == 0 || most > left.Value)
            {
                return left.Failure ?? ExceptionFailures.UsedUp(left.Value);
            }

            most ??= (int)left.Value;
        }

        return new WavePlan(
            draft.Group, template.Value.Id, template.Value.Version, draft.Channels, draft.Departments ?? WaveDraft.AllDepartments, most, draft.Exception);
    }

    /// <summary>Why the words of a plan may not be sent; null when they may.</summary>
    public async Task<Failure?> FindFaultAsync(CampaignId campaign, WavePlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        MessageTemplate? template = (await templates.FindAsync(campaign, plan.Template, plan.TemplateVersion, cancellationToken))?.Value;
        return FaultOf(template, plan.Channels);
    }

    /// <summary>The words that a draft means, if they may be sent now.</summary>
    public async Task<Result<MessageTemplate>> FindTemplateAsync(CampaignId campaign, WaveDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        MessageTemplate? found = draft.TemplateVersion is { } version
            ? (await templates.FindAsync(campaign, draft.Template, version, cancellationToken))?.Value
            : await FindLatestAsync(campaign, draft.Template, cancellationToken);
        return FaultOf(found, draft.Channels) is { } fault ? fault : found!;
    }

    /// <summary>The latest that is approved; where none is, the latest at all, which then says what is wrong.</summary>
    private async Task<MessageTemplate?> FindLatestAsync(CampaignId campaign, string id, CancellationToken cancellationToken)
    {
        MessageTemplate? latest = null;
        await foreach (MessageTemplate template in templates.ListAsync(campaign, cancellationToken))
        {
            if (template.Id == id && (latest is null || Rank(template).CompareTo(Rank(latest)) > 0))
            {
                latest = template;
            }
        }

        return latest;
    }

    private static (bool IsApproved, int Version) Rank(MessageTemplate template) => (template.State == TemplateState.Approved, template.Version);

    private Failure? FaultOf(MessageTemplate? template, IReadOnlyList<OutreachChannel> wanted) => template switch
    {
        null => WaveFailures.TemplateUnknown,
        { State: not TemplateState.Approved } => WaveFailures.TemplateNotApproved,
        _ when !wanted.All(template.Texts.ContainsKey) => WaveFailures.TemplateLacksChannel,
        _ => channels.FindFault(wanted),
    };
}
