using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Core.ComplementaryOutreach.Exceptions;

/// <summary>An exception as its author asks for it.</summary>
/// <param name="MostPeople">Over all waves that use it.</param>
public sealed record ExceptionBody(string? Justification, int? MostPeople, DateTimeOffset? NotAfter);

/// <summary>Somebody asks for an exception to "without a treating doctor": with a reason, a limit and an end (C8). Nothing may use it before somebody else approves it.</summary>
/// <remarks>Safe to run twice: author and key make its id.</remarks>
public sealed class AskExceptionHandler(ICampaignStore campaigns, IOutreachExceptionStore exceptions, ExceptionJournal journal, TimeProvider time)
{
    private const int ShortestReason = 20;
    private const int LongestReason = 1_000;

    public async Task<Result<OutreachException>> RunAsync(
        string campaignText, string? key, ExceptionBody body, string author, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!CampaignId.TryParse(campaignText, out CampaignId id) || await campaigns.FindAsync(id, cancellationToken) is not { Value: { } campaign })
        {
            return Campaigns.Failures.NotFound;
        }

        if (!PlanWaveHandler.IsKey(key))
        {
            return WaveFailures.KeyMissing;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (FaultOf(body) is { } fault)
        {
            return fault;
        }

        var asked = new OutreachException(
            WaveId.NameOf("exception", id, author, key!), id, body.Justification!.Trim(), body.MostPeople!.Value, author, now, body.NotAfter!.Value.ToUniversalTime());
        if (await exceptions.FindAsync(id, asked.Id, cancellationToken) is { Value: { } known })
        {
            return Same(known, asked);
        }

        if (!campaign.IsOpenAt(now))
        {
            return WaveFailures.CampaignNotOpen;
        }

        return asked.NotAfter <= now || asked.NotAfter > campaign.EndsAt
            ? ExceptionFailures.NotAfterInvalid
            : Same(await journal.AddAsync(asked, cancellationToken), asked);
    }

    private static Failure? FaultOf(ExceptionBody body) => body switch
    {
        { Justification: var reason } when reason?.Trim().Length is not (>= ShortestReason and <= LongestReason) => ExceptionFailures.JustificationInvalid,
        { MostPeople: not (>= 1 and <= WaveDraft.LargestLimit) } => ExceptionFailures.MostPeopleInvalid,
        { NotAfter: null } => ExceptionFailures.NotAfterInvalid,
        _ => null,
    };

    private static Result<OutreachException> Same(OutreachException known, OutreachException asked) =>
        known.Justification == asked.Justification && known.MostPeople == asked.MostPeople && known.NotAfter == asked.NotAfter
            ? known
            : ExceptionFailures.OtherExists;
}
