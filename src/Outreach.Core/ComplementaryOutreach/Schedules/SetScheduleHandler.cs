using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Core.ComplementaryOutreach.Schedules;

/// <summary>A schedule as its author sends it.</summary>
/// <param name="Plan">As when a wave is planned; its group may be left out.</param>
public sealed record ScheduleBody(string? Expression, WaveBody? Plan);

/// <summary>Sets, reads and removes the schedule by which a campaign plans waves.</summary>
/// <remarks>Safe to run twice: the same schedule by the same author again changes nothing.</remarks>
public sealed class SetScheduleHandler(ICampaignStore campaigns, IOutreachScheduleStore schedules, WavePlanner planner, IAuditTrail audit, TimeProvider time)
{
    public async Task<Result<OutreachSchedule>> SetAsync(string campaignText, ScheduleBody body, string author, CancellationToken cancellationToken)
    {
        Result<(string Expression, WaveBody Plan, WaveDraft Draft)> parsed = Parse(body);
        if (!parsed.Succeeded)
        {
            return parsed.Failure;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (await FindAsync(campaignText, cancellationToken) is not { } campaign)
        {
            return Campaigns.Failures.NotFound;
        }

        if (campaign.State != CampaignState.Open || campaign.EndsAt <= now)
        {
            return WaveFailures.CampaignNotOpen;
        }

        Result<MessageTemplate> template = await planner.FindTemplateAsync(campaign.Id, parsed.Value.Draft, cancellationToken);
        return template.Succeeded
            ? await PutAsync(new OutreachSchedule(campaign.Id, parsed.Value.Expression, parsed.Value.Plan, author, now), parsed.Value.Draft, cancellationToken)
            : template.Failure;
    }

    public async Task<Result<OutreachSchedule>> ReadAsync(string campaignText, CancellationToken cancellationToken) =>
        await FindAsync(campaignText, cancellationToken) is { } campaign && await schedules.FindAsync(campaign.Id, cancellationToken) is { } found
            ? found.Value
            : ScheduleFailures.NotFound;

    /// <summary>The failure, or null; also when there was none to remove.</summary>
    public async Task<Failure?> RemoveAsync(string campaignText, string actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(campaignText, cancellationToken) is not { } campaign)
        {
            return Campaigns.Failures.NotFound;
        }

        if (await schedules.FindAsync(campaign.Id, cancellationToken) is not null)
        {
            await AppendAsync("removed", campaign.Id, actor, cancellationToken);
            await schedules.RemoveAsync(campaign.Id, cancellationToken);
        }

        return null;
    }

    private static Result<(string Expression, WaveBody Plan, WaveDraft Draft)> Parse(ScheduleBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (OutreachTimetable.TryParse(body.Expression) is null)
        {
            return ScheduleFailures.ExpressionInvalid;
        }

        if (body.Plan is null)
        {
            return ScheduleFailures.PlanMissing;
        }

        WaveBody plan = body.Plan with { Group = body.Plan.Group ?? nameof(WaveGroup.WithoutPractitioner) };
        if (plan.Group == nameof(WaveGroup.WithPractitioner))
        {
            return ScheduleFailures.GroupNotAllowed;
        }

        Result<WaveDraft> draft = WaveDraft.Parse(plan);
        return draft.Succeeded ? (body.Expression!, plan, draft.Value) : draft.Failure;
    }

    private async Task<Campaign?> FindAsync(string campaignText, CancellationToken cancellationToken) =>
        CampaignId.TryParse(campaignText, out CampaignId id) ? (await campaigns.FindAsync(id, cancellationToken))?.Value : null;

    private async Task<OutreachSchedule> PutAsync(OutreachSchedule schedule, WaveDraft draft, CancellationToken cancellationToken)
    {
        while (true)
        {
            Versioned<OutreachSchedule>? stored = await schedules.FindAsync(schedule.Campaign, cancellationToken);
            if (stored is { Value: { } known } && IsSame(known, schedule, draft))
            {
                return known;
            }

            await AppendAsync("set", schedule.Campaign, schedule.Author, cancellationToken);
            if (await schedules.TryPutAsync(schedule, stored?.ETag, cancellationToken))
            {
                return schedule;
            }
        }
    }

    private static bool IsSame(OutreachSchedule known, OutreachSchedule other, WaveDraft draft) =>
        known.Author == other.Author && known.Expression == other.Expression
        && WaveDraft.Parse(known.Plan).Value is { } before && before.IsSameAs(draft);

    private Task AppendAsync(string type, CampaignId campaign, string actor, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["campaign"] = campaign.Value };
        return audit.AppendAsync(AuditStream.ForCampaign(campaign), new AuditEvent($"schedules.{type}", actor, data), cancellationToken);
    }
}
