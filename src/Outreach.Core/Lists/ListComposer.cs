using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Core.Lists;

/// <summary>Who is on a list, in order, and how many are not because somebody else holds them. Who is not to be contacted is not counted (C11, C12).</summary>
public sealed record ComposedList(IReadOnlyList<(RowRef Ref, InsuredPerson Person)> Rows, int LeftOut)
{
    public override string ToString() => "composed list";
}

/// <summary>Decides who is on a list: the doctor's own patients (C2), eligible now, and claimed by this doctor alone (C7).</summary>
public sealed class ListComposer(IRegister register, IContactLedger contacts)
{
    /// <summary>The most rows one list holds; the largest practice seen is a fifth of it.</summary>
    public const int MostRows = 20_000;

    /// <summary>People in a stable order: family name, given name, birth date.</summary>
    /// <remarks>Claims are kept: a second run finds the same people.</remarks>
    public async Task<ComposedList> ComposeAsync(ListRequest request, ContactBook book, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(book);
        List<RegisterEntry> eligible = await EligibleAsync(book, request.Practitioner, cancellationToken);
        var act = ContactAct.For(request.Practitioner, request.List);
        IReadOnlySet<PatientRef> granted = await contacts.ClaimAsync(book, act, [.. eligible.Select(entry => entry.Ref)], cancellationToken);
        (RowRef, InsuredPerson)[] rows = [.. eligible
            .Where(entry => granted.Contains(entry.Ref))
            .OrderBy(entry => entry.Person.FamilyName, StringComparer.Ordinal)
            .ThenBy(entry => entry.Person.GivenName, StringComparer.Ordinal)
            .ThenBy(entry => entry.Person.BirthDate)
            .Select(entry => (book.Secret.For(request.List, entry.Ref), entry.Person))];
        return new ComposedList(rows, await CountHeldAsync(book, act, eligible.Where(entry => !granted.Contains(entry.Ref)), cancellationToken));
    }

    /// <summary>How many of those who were not granted somebody else holds.</summary>
    /// <remarks>
    /// Whoever objected is no more counted than whoever is vaccinated, died or left, and whom the register itself no longer gives: else a doctor
    /// whose row was withdrawn would learn from the next list's number which of these it was. Whether the one who holds a person closed the row changes nothing:
    /// the number is in the trail, which the insurer may read (C12).
    /// </remarks>
    private async Task<int> CountHeldAsync(ContactBook book, ContactAct act, IEnumerable<RegisterEntry> refused, CancellationToken cancellationToken)
    {
        int held = 0;
        foreach (RegisterEntry entry in refused)
        {
            Contact contact = await contacts.FindAsync(book, entry.Ref, cancellationToken);
            held += ContactTransitions.IsWithdrawn(contact, act, book.Generation) ? 0 : 1;
        }

        return held;
    }

    /// <summary>Rows that must not be shown now: objected, vaccinated, deceased, or left the doctor since (C2, C11), without a reason; and, apart, those that the doctor closed.</summary>
    /// <remarks>A row that is both is withdrawn: it is not the doctor's to reopen any more.</remarks>
    public async Task<Withdrawals> WithdrawnAsync(
        ListRecord record, ContactBook book, IReadOnlyList<RowRef> issued, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(book);
        List<RegisterEntry> eligible = await EligibleAsync(book, record.Practitioner, cancellationToken);
        IReadOnlyList<ContactMark> marks = await contacts.ReadMarksAsync(book, ContactAct.For(record.Practitioner, record.Id), cancellationToken);
        var shown = eligible.Select(entry => book.Secret.For(record.Id, entry.Ref)).ToHashSet();
        shown.ExceptWith(marks.Where(mark => mark.ClosedAt is null).Select(mark => book.Secret.For(record.Id, mark.Person)));
        Dictionary<RowRef, DateTimeOffset> closed = [];
        foreach (ContactMark mark in marks)
        {
            if (mark.ClosedAt is { } closedAt)
            {
                closed[book.Secret.For(record.Id, mark.Person)] = closedAt;
            }
        }

        return new Withdrawals(
            [.. issued.Where(row => !shown.Contains(row))],
            [.. issued.Where(row => shown.Contains(row) && closed.ContainsKey(row)).Select(row => new ClosedRow(row, closed[row]))]);
    }

    private async Task<List<RegisterEntry>> EligibleAsync(ContactBook book, PractitionerRef practitioner, CancellationToken cancellationToken)
    {
        var eligible = new List<RegisterEntry>();
        await foreach (RegisterEntry entry in register.ReadPatientsAsync(book.Campaign, book.Secret, practitioner, cancellationToken))
        {
            if (entry.IsEligible)
            {
                eligible.Add(entry);
            }
        }

        return eligible.Count <= MostRows
            ? eligible
            : throw new InvalidOperationException($"A list of {eligible.Count} rows is not a doctor's list: the register is wrong.");
    }
}
