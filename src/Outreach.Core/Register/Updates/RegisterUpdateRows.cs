using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Updates;

/// <summary>The rows of a call, judged: those to apply, and what is wrong with the others.</summary>
internal sealed record RegisterUpdateRows(
    IReadOnlyList<ExtractRow> Good, IReadOnlyList<RegisterUpdateFault> Refused, IReadOnlyList<RegisterUpdateFault> Remarks)
{
    /// <summary>Refused as a whole where a file would be: for its size, or for a column that may not enter (C13).</summary>
    public static Result<RegisterUpdateRows> Judge(RegisterUpdateBody body, RegisterPolicy policy, DateOnly today)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string?>?> people = body.People ?? [];
        string[] unknown = [.. people
            .SelectMany(person => person?.Keys ?? [])
            .Except(ExtractColumns.All, StringComparer.Ordinal)
            .Select(ExtractHeader.Printable)];
        return people.Count switch
        {
            0 => RegisterFailures.UpdatesMissing,
            > RegisterUpdateBody.MostPeople => RegisterFailures.TooManyUpdates,
            _ when unknown.Length > 0 => RegisterFailures.ColumnsUnknown(unknown),
            _ => Of([.. people.Select(person => Judge(person, new ExtractRowPolicy(policy, today)))]),
        };
    }

    private static (ExtractRow? Row, RowReason? Refusal) Judge(IReadOnlyDictionary<string, string?>? person, ExtractRowPolicy policy) =>
        person is not null && ExtractColumns.VersionOf(person.Keys).All(column => person.GetValueOrDefault(column) is not null)
            ? policy.Judge(column => person.GetValueOrDefault(column) ?? "")
            : (null, RowReason.ColumnMissing);

    private static Result<RegisterUpdateRows> Of(IReadOnlyList<(ExtractRow? Row, RowReason? Refusal)> judged)
    {
        // As in a file: of two rows about one person nobody can say which is meant.
        HashSet<PatientId> twice = [.. judged
            .Where(row => row.Row is not null)
            .GroupBy(row => row.Row!.Person.Id)
            .Where(rows => rows.Count() > 1)
            .Select(rows => rows.Key)];
        List<ExtractRow> good = [];
        List<RegisterUpdateFault> refused = [];
        List<RegisterUpdateFault> remarks = [];
        foreach ((int index, (ExtractRow? row, RowReason? refusal)) in judged.Index())
        {
            if ((refusal ?? (twice.Contains(row!.Person.Id) ? RowReason.DuplicatePerson : null)) is { } reason)
            {
                refused.Add(new RegisterUpdateFault(index, reason.Code));
                continue;
            }

            good.Add(row!);
            remarks.AddRange(row!.Remarks.Select(remark => new RegisterUpdateFault(index, remark.Code)));
        }

        return new RegisterUpdateRows(good, refused, remarks);
    }

    public override string ToString() => "register update rows";
}
