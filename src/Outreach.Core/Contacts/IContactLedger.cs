using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.Contacts;

/// <summary>One row per person and campaign; a claim is a write that one side alone can win (C7, C15).</summary>
/// <remarks>
/// Default deny: who is not granted here is not solicited, whatever the reason. Whatever changes a person is <see cref="ContactTransitions"/>; the ledger makes
/// it atomic. Rows are sealed under the campaign's secret, and a row's size tells neither objection nor closure.
/// </remarks>
public interface IContactLedger
{
    /// <summary>Claims people for an act. Answers those whom the act holds afterwards, newly granted or before; nobody once the act has ended.</summary>
    /// <remarks>
    /// Safe to run twice. The act and its people are written first, so that whatever a kill leaves is found by <see cref="EndAsync"/>; an act that ends
    /// meanwhile loses what this call granted it.
    /// </remarks>
    Task<IReadOnlySet<PatientRef>> ClaimAsync(
        ContactBook book, ContactAct act, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken);

    /// <summary>Ends an act that solicited nobody: its people are free again, and a claim of it that comes later is granted nobody.</summary>
    /// <remarks>Safe to run twice and after a kill. Of an act that never was, a later claim is refused all the same.</remarks>
    Task EndAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken);

    /// <summary>The same for an act of very many people, some of them at a time, until it answers null. The end holds from the first call on.</summary>
    /// <param name="after">What the call before answered; null at the beginning. It names nobody.</param>
    Task<string?> EndSomeAsync(ContactBook book, ContactAct act, string? after, CancellationToken cancellationToken);

    /// <summary>Removes what is kept about an act beside the claims: its people's references, marks, and whether it ended. The claims stay.</summary>
    Task ForgetAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken);

    /// <summary>Applies an event to one person, atomically; the acts that hold the person see it from then on (<see cref="ReadMarksAsync"/>).</summary>
    Task<ContactStep> ApplyAsync(ContactBook book, PatientRef person, ContactEvent happened, CancellationToken cancellationToken);

    /// <summary>What is known of a person; <see cref="Contact.Unknown"/> when nothing is.</summary>
    Task<Contact> FindAsync(ContactBook book, PatientRef person, CancellationToken cancellationToken);

    /// <summary>What is known of many people, in few calls; who is not in the answer is <see cref="Contact.Unknown"/>.</summary>
    Task<IReadOnlyDictionary<PatientRef, Contact>> FindManyAsync(ContactBook book, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken);

    /// <summary>People of an act of whom something changed since they were claimed; all others may be shown. One query, and a look at each whom something ever happened to.</summary>
    Task<IReadOnlyList<ContactMark>> ReadMarksAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken);

    /// <summary>Removes rows of a campaign that is over, at most so many. How many were removed; fewer than asked for when none is left.</summary>
    Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}

/// <summary>A person of an act who must not be shown now.</summary>
/// <param name="ClosedAt">When the holder closed the row; null when it is withdrawn for another reason, which is not said.</param>
public sealed record ContactMark(PatientRef Person, DateTimeOffset? ClosedAt)
{
    /// <summary>Null when the act does not hold the person, or may show them.</summary>
    public static ContactMark? Of(PatientRef person, Contact contact, ContactAct act, int generation)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return contact.ClaimOf(act) is not null && ContactTransitions.IsBarred(contact, act, generation)
            ? new ContactMark(person, ContactTransitions.IsWithdrawn(contact, act, generation) ? null : contact.Closure?.At)
            : null;
    }
}
