using System.Text.RegularExpressions;
using CsvHelper;

namespace Outreach.Core.Register.Import;

/// <summary>The first line of an extract: which column stands where.</summary>
internal sealed partial record ExtractHeader(int Count, IReadOnlyDictionary<string, int> Positions)
{
    public static Result<ExtractHeader> Parse(CsvReader record)
    {
        List<string> names = [.. Enumerable.Range(0, record.FieldCount).Select(i => record.GetString(i).ToLowerInvariant())];
        if (!names.Exists(ExtractColumns.All.Contains))
        {
            return RegisterFailures.HeaderMissing;
        }

        string[] unknown = [.. names.Index().Where(n => !ExtractColumns.All.Contains(n.Item)).Select(n => Printable(n.Item, n.Index))];
        string[] missing = [.. ExtractColumns.VersionOf(names).Except(names)];
        string[] repeated = [.. names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
        return (unknown, missing, repeated) switch
        {
            ({ Length: > 0 }, _, _) => RegisterFailures.ColumnsUnknown(unknown),
            (_, { Length: > 0 }, _) => RegisterFailures.ColumnsMissing(missing),
            (_, _, { Length: > 0 }) => RegisterFailures.ColumnsRepeated(repeated),
            _ => new ExtractHeader(names.Count, names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal)),
        };
    }

    // A first line may hold a person where a column name is expected: only what looks like a column name is repeated.
    public static string Printable(string name, int index) => ColumnName().IsMatch(name) ? name : $"(column {index + 1})";

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnName();
}
