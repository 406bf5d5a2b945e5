using System.Runtime.InteropServices;

namespace Outreach.Core.Register.Import;

/// <summary>Counts rows by outcome and finds people who stand more than once.</summary>
/// <remarks>
/// A person is kept as 64 bits of the campaign's pseudonym: 8 bytes a row. That two people of a file of ten million share them is a matter of
/// one file in 370,000, and would be reported, not missed.
/// </remarks>
internal sealed class ExtractTally
{
    private readonly SortedDictionary<string, long> _byReason = new(StringComparer.Ordinal);
    private readonly List<ulong> _people = [];
    private long _remarked;

    public long Refused { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Refusals and remarks so far, duplicates aside.</summary>
    public IReadOnlyDictionary<string, long> ByReason => new Dictionary<string, long>(_byReason, StringComparer.Ordinal);

    public void Count(JudgedLine line, ulong? person)
    {
        Rows++;
        if (line.Refusal is { } refusal)
        {
            Refuse(refusal, 1);
        }

        foreach (RowReason remark in line.Row?.Remarks ?? [])
        {
            _remarked++;
            Add(remark, 1);
        }

        if (person is { } fingerprint)
        {
            _people.Add(fingerprint);
        }
    }

    public ExtractInspection Close(string sha256)
    {
        (HashSet<ulong> duplicates, int rows) = FindDuplicates();
        Refuse(RowReason.DuplicatePerson, rows);
        return new ExtractInspection(sha256, new RegisterImportCounts(Rows - Refused, Refused, _remarked, _byReason), duplicates);
    }

    private (HashSet<ulong> People, int Rows) FindDuplicates()
    {
        Span<ulong> people = CollectionsMarshal.AsSpan(_people);
        people.Sort();
        HashSet<ulong> duplicates = [];
        int rows = 0;
        for (int i = 1; i < people.Length; i++)
        {
            if (people[i] == people[i - 1])
            {
                rows += duplicates.Add(people[i]) ? 2 : 1;
            }
        }

        return (duplicates, rows);
    }

    private void Refuse(RowReason reason, long rows)
    {
        Refused += rows;
        Add(reason, rows);
    }

    private void Add(RowReason reason, long rows)
    {
        if (rows > 0)
        {
            _byReason[reason.Code] = _byReason.GetValueOrDefault(reason.Code) + rows;
        }
    }
}
