using System.Runtime.ExceptionServices;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion.Notices;

/// <summary>What looking at one list came to.</summary>
public enum NoticeOutcome
{
    /// <summary>Nothing was due, or another run was first.</summary>
    Nothing,
    Reminded,

    /// <summary>A reminder was due and reached nobody.</summary>
    Unreachable,
    Escalated,
    Closed,
}

/// <summary>Does what is due about one list.</summary>
/// <remarks>
/// A reminder is claimed by version, sent, confirmed. Of two runs at once one sends it. Killed between, it is sent again after a while, five times at most:
/// a doctor reminded twice is not harmed, one reminded by nobody may be.
/// </remarks>
public sealed class NoticeTurn(IListStore lists, IAttestationStore duties, Reminders reminders, AttestationEnds ends, NoticePolicy policy)
{
    public const int MostAttempts = 5;

    public async Task<NoticeOutcome> RunAsync(Campaign campaign, Versioned<AttestationDuty> due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(due);
        ListRecord? list = (await lists.FindAsync(due.Value.List, cancellationToken))?.Value;
        AttestationDuty duty = due.Value with { EndedAt = list?.DestroyedAt };
        NoticeDecision decision = Decide(duty, list, now);
        switch (decision.Action)
        {
            case NoticeAction.Wait:
                await duties.TryPutAsync(duty with { DueAt = decision.Until }, due.ETag, cancellationToken);
                return NoticeOutcome.Nothing;
            case NoticeAction.Close:
                return await ends.CloseAsync(duty with { AttestedAt = list?.AttestedAt }, due.ETag, cancellationToken) ? NoticeOutcome.Closed : NoticeOutcome.Nothing;
            case NoticeAction.Escalate:
                return await ends.EscalateAsync(duty, due.ETag, now, cancellationToken) ? NoticeOutcome.Escalated : NoticeOutcome.Nothing;
            default:
                return await RemindAsync(campaign, duty, due.ETag, decision, now, cancellationToken);
        }
    }

    /// <summary>A list whose destruction stands still is escalated on the day that its end, or its time, asks for; reminders wait for what they speak of.</summary>
    private NoticeDecision Decide(AttestationDuty duty, ListRecord? list, DateTimeOffset now)
    {
        NoticeFacts facts = FactsOf(duty, list, now);
        if (list is { IsOver: true, DestroyedAt: null }
            && policy.Next(facts with { EndedAt = list.EndedAt ?? duty.NotAfter }, now) is { Action: NoticeAction.Escalate } escalation)
        {
            return escalation;
        }

        return policy.Next(facts, now);
    }

    private async Task<NoticeOutcome> RemindAsync(
        Campaign campaign, AttestationDuty duty, string etag, NoticeDecision reminder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int attempt = duty.Begun == reminder.Number ? duty.Attempts + 1 : 1;
        AttestationDuty claimed = duty with { Begun = reminder.Number, Attempts = attempt, DueAt = now + (policy.Schedule.Pause * Math.Pow(2, attempt - 1)) };
        if (await duties.TryPutAsync(claimed, etag, cancellationToken) is null)
        {
            return NoticeOutcome.Nothing;
        }

        bool sent = attempt <= MostAttempts && await reminders.SendAsync(campaign, claimed, reminder, cancellationToken);
        ExceptionDispatchInfo? unwritten = sent ? await reminders.NoteAsync(claimed, reminder, cancellationToken) : null;
        await ConfirmAsync(claimed, reminder.Number, sent, now, cancellationToken);
        unwritten?.Throw();
        return sent ? NoticeOutcome.Reminded : NoticeOutcome.Unreachable;
    }

    /// <summary>On whatever the row says by then: the list may have ended, or been attested, while the mail was on its way.</summary>
    private async Task ConfirmAsync(AttestationDuty claimed, int number, bool sent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await duties.FindAsync(claimed.Campaign, claimed.List, cancellationToken) is { } stored)
        {
            AttestationDuty row = stored.Value;
            int mails = sent ? 1 : 0;
            AttestationDuty confirmed = row with
            {
                Passed = number,
                Begun = 0,
                Attempts = 0,
                Unreachable = !sent,
                RemindedBefore = row.RemindedBefore + (number == NoticePolicy.BeforeEnd ? mails : 0),
                RemindedAfter = row.RemindedAfter + (number == NoticePolicy.BeforeEnd ? 0 : mails),
                // Looked at once more: what is next, the policy says then.
                DueAt = row.DueAt is null ? null : now,
            };
            if (await duties.TryPutAsync(confirmed, stored.ETag, cancellationToken) is not null)
            {
                return;
            }
        }
    }

    private static NoticeFacts FactsOf(AttestationDuty duty, ListRecord? list, DateTimeOffset now) => new(
        duty.AskedAt,
        duty.NotAfter,
        // A list whose destruction is under way is over; when exactly, its end says.
        list?.DestroyedAt ?? (list is { IsOver: true } ? now : null),
        Opened: list?.OpenedAt is not null,
        Attested: list?.AttestedAt is not null,
        duty.Passed);
}
