using Outreach.Core.Register;
using Outreach.Core.Register.Import;

namespace Outreach.LocalHost.Demonstration;

/// <summary>A fault as extracts of the insurer's systems have them: what becomes of a row's fields, and what an import says of it.</summary>
/// <param name="Code">See <see cref="RowReason"/>.</param>
internal sealed record ExtractFault(string Code, Func<IReadOnlyList<string>, IReadOnlyList<string>> Spoil)
{
    /// <summary>One kind each.</summary>
    public static IReadOnlyList<ExtractFault> All { get; } =
    [
        In(RowReason.InsKey, ExtractColumns.InsNumber, WithAnotherKey),
        In(RowReason.InsSystem, ExtractColumns.InsSystem, static _ => "1.2.250.1.213.1.4"),
        In(RowReason.FamilyName, ExtractColumns.FamilyName, static _ => ""),
        In(RowReason.BirthDate, ExtractColumns.BirthDate, static date => string.Join('/', date.Split('-').Reverse())),
        In(RowReason.Department, ExtractColumns.Department, static _ => "20"),
        In(RowReason.TreatingDoctor, ExtractColumns.TreatingDoctors, static _ => "Dr TEST"),
        In(RowReason.Vaccinated, ExtractColumns.Vaccinated, static _ => "oui"),
        new(RowReason.FieldCount.Code, static fields => [.. fields, ""]),
    ];

    private static ExtractFault In(RowReason reason, string column, Func<string, string> spoil) => new(
        reason.Code, fields => [.. fields.Zip(ExtractColumns.All, (field, name) => name == column ? spoil(field) : field)]);

    private static string WithAnotherKey(string number)
    {
        string body = number[..13];
        return body + (NirNumber.KeyOf(body) == "01" ? "02" : "01");
    }
}
