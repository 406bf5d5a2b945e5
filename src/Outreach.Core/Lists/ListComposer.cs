using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Core.Lists;

/// <summary>Decides who is on a list: the doctor's own patients (C2), eligible now, and claimed by this doctor alone (C7).</summary>
public sealed class ListComposer(IRegister register, IContactLedger contacts)
{
    /// <summary>The most rows one list holds; the largest practice seen is a fifth of it.</summary>
    public const int MostRows = 20_000;

    /// <summary>People in a stable order: family name, given name, birth date.</summary>
    /// <remarks>Claims are kept: a second run finds the same people.</remarks>
    public async Task<IReadOnlyList<(RowRef Ref, InsuredPerson Person)>> ComposeAsync(
        ListRequest request, ContactBook book, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(book);
        List<RegisterEntry> eligible = await EligibleAsync(request, book.Secret, cancellationToken);
        IReadOnlySet<PatientRef> granted = await contacts.ClaimAsync(
            book, ContactAct.For(request.Practitioner, request.List), [.. eligible.Select(entry => entry.Ref)], cancellationToken);
        return [.. eligible
            .Where(entry => granted.Contains(entry.Ref))
            .OrderBy(entry => entry.Person.FamilyName, StringComparer.Ordinal)
            .ThenBy(entry => entry.Person.GivenName, StringComparer.Ordinal)
            .ThenBy(entry => entry.Person.BirthDate)
            .Select(entry => (book.Secret.For(request.List, entry.Ref), entry.Person))];
    }

    /// <summary>References of the rows that must be hidden now: objected, vaccinated, deceased, or left the doctor since (C2, C11). No reason is given.</summary>
    public async Task<IReadOnlyList<RowRef>> WithdrawnAsync(
        ListRequest request, CampaignSecret secret, IReadOnlyList<RowRef> issued, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<RegisterEntry> eligible = await EligibleAsync(request, secret, cancellationToken);
        var shown = eligible.Select(entry => secret.For(request.List, entry.Ref)).ToHashSet();
        return [.. issued.Where(row => !shown.Contains(row))];
    }

    private async Task<List<RegisterEntry>> EligibleAsync(ListRequest request, CampaignSecret secret, CancellationToken cancellationToken)
    {
        var eligible = new List<RegisterEntry>();
        await foreach (RegisterEntry entry in register.ReadPatientsAsync(request.Campaign, secret, request.Practitioner, cancellationToken))
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
