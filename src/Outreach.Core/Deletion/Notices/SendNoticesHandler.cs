using Outreach.Core.Campaigns;

namespace Outreach.Core.Deletion.Notices;

/// <summary>What one run of the timer did.</summary>
/// <param name="Reminded">Mails handed over.</param>
/// <param name="Unreachable">Reminders that were due and reached nobody.</param>
/// <param name="Escalated">Lists the insurer is told about.</param>
/// <param name="Closed">Lists with nothing to attest any more.</param>
/// <param name="Waiting">Lists of which a dependency did not answer, or something is wrong; tried again later.</param>
public sealed record NoticeCounts(int Reminded, int Unreachable, int Escalated, int Closed, int Waiting)
{
    /// <summary>What nobody foresaw, the first of it, after everybody had a turn.</summary>
    public IReadOnlyList<Exception> Failures { get; init; } = [];
}

/// <summary>Reminds doctors before and after a list's end, and tells the insurer when nobody attests (C5). One failing list does not stop the others.</summary>
/// <remarks>
/// Safe to run twice and in parallel with itself. A run looks at <see cref="NoticeSchedule.PerRun"/> lists and begins none after <see cref="Longest"/>, by day only;
/// what is left waits for the next.
/// </remarks>
public sealed class SendNoticesHandler(ICampaignStore campaigns, IAttestationStore duties, NoticeTurn turn, NoticePolicy policy, TimeProvider time)
{
    /// <summary>A mail server that lets each mail wait must not keep a run past what a host gives a function.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>Enough to find the cause.</summary>
    private const int MostFailures = 10;

    public async Task<NoticeCounts> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset begun = time.GetUtcNow();
        var outcomes = new Dictionary<NoticeOutcome, int>();
        List<Exception> failures = [];
        int looked = 0, waiting = 0;
        if (policy.IsDaytime(begun))
        {
            await foreach ((Campaign campaign, Versioned<AttestationDuty> due) in DueAsync(begun, cancellationToken))
            {
                DateTimeOffset now = time.GetUtcNow();
                if (++looked > policy.Schedule.PerRun || now - begun >= Longest)
                {
                    break;
                }

                try
                {
                    NoticeOutcome outcome = await turn.RunAsync(campaign, due, now, cancellationToken);
                    outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                }
                catch (TransientDependencyException)
                {
                    // Counted, and tried again at its next time; the others must not wait for this one.
                    waiting++;
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
                {
                    // What is wrong with one list, such as a damaged trail, must not keep all the others.
                    waiting++;
                    if (failures.Count < MostFailures)
                    {
                        failures.Add(failure);
                    }
                }
            }
        }

        return new NoticeCounts(
            Of(NoticeOutcome.Reminded), Of(NoticeOutcome.Unreachable), Of(NoticeOutcome.Escalated), Of(NoticeOutcome.Closed), waiting)
        {
            Failures = failures,
        };

        int Of(NoticeOutcome outcome) => outcomes.GetValueOrDefault(outcome);
    }

    private async IAsyncEnumerable<(Campaign Campaign, Versioned<AttestationDuty> Due)> DueAsync(
        DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Campaign campaign in campaigns.ListAsync(cancellationToken))
        {
            if (campaign.NoticesEndedAt is not null)
            {
                continue;
            }

            await foreach (Versioned<AttestationDuty> due in duties.DueAsync(campaign.Id, now, cancellationToken))
            {
                yield return (campaign, due);
            }
        }
    }
}
