using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;

namespace Outreach.Functions.Deletion;

/// <summary>One list whose doctor did not attest: opaque names, dates, and nothing about patients or the doctor.</summary>
/// <param name="Receipt">The number of the list's receipt of deletion, as its doctor has it.</param>
/// <param name="Practitioner">Opaque; the same doctor has another name in another campaign.</param>
/// <param name="Unreachable">Whether the last reminder reached nobody.</param>
public sealed record UnattestedList(
    string ListId, string Receipt, string Practitioner, DateTimeOffset? EndedAt, DateTimeOffset? EscalatedAt, int Reminders, bool Unreachable)
{
    public static UnattestedList Of(AttestationDuty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        return new UnattestedList(
            duty.List.Value, ReceiptNumber.Of(duty.List.Value), duty.Practitioner.Value, duty.EndedAt, duty.EscalatedAt,
            duty.RemindedBefore + duty.RemindedAfter, duty.Unreachable);
    }
}

/// <summary>A page of unattested lists.</summary>
/// <param name="Continuation">Ask again with it for the next page; null at the end.</param>
public sealed record UnattestedAnswer(IReadOnlyList<UnattestedList> Lists, string? Continuation)
{
    public static UnattestedAnswer Of(UnattestedPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new UnattestedAnswer([.. page.Duties.Select(UnattestedList.Of)], page.Continuation);
    }
}
