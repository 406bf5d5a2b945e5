using Outreach.Core.Campaigns;

namespace Outreach.Core.Audit.Evidence;

/// <summary>A campaign with what vault, trail and checkpoints say of it.</summary>
public sealed record CampaignEvidence(Campaign Campaign, KeyEnd Key, CampaignTrail Trail, ObjectionTally Objections, CheckpointEvidence Checkpoints)
{
    /// <summary>Who was habilitated meanwhile.</summary>
    public HabilitationEvidence Habilitations { get; init; } = HabilitationEvidence.None;
}

/// <summary>The checkpoints at one moment.</summary>
/// <param name="Latest">The newest that can be trusted; null before the first.</param>
/// <param name="Faults">Checkpoints that are missing, forged or replaced.</param>
public sealed record CheckpointEvidence(CheckpointFacts? Latest, long Faults)
{
    /// <summary>What was signed; not for answers.</summary>
    internal CheckpointStatement? Statement { get; init; }
}

/// <summary>Reads what every place says of the campaign itself.</summary>
public sealed class CampaignEvidenceReader(
    ICampaignStore campaigns, ICampaignKeys keys, IAuditTrail trail, ObjectionCounter objections, CheckpointChain checkpoints, CheckpointHeads heads,
    EvidenceRetention retention, HabilitationEvidenceReader habilitations)
{
    /// <summary>Null when there is no such campaign.</summary>
    public async Task<CampaignEvidence?> FindAsync(string campaignText, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId id) || await campaigns.FindAsync(id, cancellationToken) is not { Value: { } campaign })
        {
            return null;
        }

        VaultKey seen = await keys.FindStateAsync(id, cancellationToken);

        // The checkpoint first: what it signed is in the trail by then, whatever is written meanwhile.
        CheckpointSurvey survey = await checkpoints.SurveyAsync(cancellationToken);
        var own = AuditStream.ForCampaign(id);
        CampaignTrail told = await CampaignTrail.ReadAsync(trail, own, await HeadAsync(own, survey, cancellationToken), cancellationToken);
        var signed = new CheckpointEvidence(survey.Latest is null ? null : CheckpointFacts.Of(survey.Latest), survey.Findings.Count)
        {
            Statement = survey.Latest?.Statement,
        };
        ObjectionTally objected = await objections.CountAsync(id, signed.Statement, cancellationToken);
        return new CampaignEvidence(campaign, KeyEnd.Of(campaign, seen, now), told with { MayBeErased = retention.MayBeErased(campaign) }, objected, signed)
        {
            Habilitations = await habilitations.ReadAsync(campaign, now, cancellationToken),
        };
    }

    /// <summary>Whether a checkpoint was made since: retention erases with it, and what was compared with the one before may be wrong.</summary>
    public async Task<bool> HasMovedOnAsync(CheckpointEvidence since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(since);
        return (await checkpoints.SurveyAsync(cancellationToken)).Latest?.Statement.Number != since.Latest?.Number;
    }

    /// <summary>Null when the latest checkpoint does not know the stream.</summary>
    private async Task<AuditHead?> HeadAsync(AuditStream stream, CheckpointSurvey survey, CancellationToken cancellationToken)
    {
        AuditHead? found = null;
        if (survey.Latest is { } latest)
        {
            // To the end, as only then it is known to be the list that was signed.
            await foreach (AuditHead head in heads.ReadAsync(latest.Statement.Heads, cancellationToken))
            {
                found = head.Stream == stream ? head : found;
            }
        }

        return found;
    }
}
