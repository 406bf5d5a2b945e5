using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;

namespace Outreach.LocalHost.Demonstration;

/// <summary>An extract of 100,000 rows about people who do not exist, treated by a hundred doctors or by none; a hundred of its rows have faults of nine kinds.</summary>
internal sealed class OutreachExtract
{
    public const int Rows = 100_000;
    public const int FaultCount = Rows / RowsPerFault;

    private const int Doctors = 100;

    /// <summary>More than in France, so that one department is worth a wave.</summary>
    private const double WithoutDoctorRatio = 0.2;

    /// <summary>Every thousandth row has a fault; of ten, the last two are about one person.</summary>
    private const int RowsPerFault = 1_000;
    private const int FirstFault = 17;
    private const int FaultsInTurn = 10;

    private readonly PractitionerId[] _doctors =
    [
        .. SignIn.SyntheticPerson.Doctors.Select(doctor => doctor.Rpps!).Concat(Enumerable.Range(0, Doctors).Select(NumberOf)).Distinct(StringComparer.Ordinal).Take(Doctors)
            .Select(rpps => PractitionerId.TryParse(rpps, out PractitionerId id) ? id : throw new FormatException("A test identity is malformed.")),
    ];

    private readonly SyntheticPerson[] _people;

    public OutreachExtract()
    {
        _people =
        [
            .. SyntheticPeople.Of(new SyntheticPopulation(_doctors) { PatientsPerDoctor = (int)(Rows * (1 - WithoutDoctorRatio)) / Doctors, WithoutDoctorRatio = WithoutDoctorRatio }),
        ];
        if (_people.Length != Rows)
        {
            throw new InvalidOperationException($"{_people.Length} people instead of {Rows}.");
        }

        Loaded = [.. _people.Where((_, row) => !HasFault(row))];
        Faults = [.. Enumerable.Range(0, Rows).Where(HasFault).Select(row => (Line: (long)row + 2, Code: CodeOf(row)))];
    }

    /// <summary>Whom an import finds nothing wrong with.</summary>
    public IReadOnlyList<SyntheticPerson> Loaded { get; }

    /// <summary>What the report of an import must say, and no more; the header is line 1.</summary>
    public IReadOnlyList<(long Line, string Code)> Faults { get; }

    /// <param name="doctor">From 1, as in the development sign-in.</param>
    public PractitionerId Doctor(int doctor) => _doctors[doctor - 1];

    /// <summary>Whom a doctor may inform.</summary>
    public IReadOnlyList<SyntheticPerson> EligibleOf(PractitionerId doctor) =>
        [.. Loaded.Where(row => row.TreatingDoctors.Contains(doctor) && IsEligible(row.Person))];

    /// <summary>Whom the insurer may inform by itself: nobody else does.</summary>
    public IReadOnlyList<SyntheticPerson> WithoutDoctor(IReadOnlyList<string> departments) =>
        [.. Loaded.Where(row => row.TreatingDoctors.Count == 0 && IsEligible(row.Person) && departments.Contains(row.Person.Department, StringComparer.Ordinal))];

    /// <summary>By mail where there is an address, else by letter.</summary>
    public static OutreachChannel ChannelOf(SyntheticPerson person) => person.Person.Email.Length > 0 ? OutreachChannel.Email : OutreachChannel.Letter;

    /// <summary>The file, as gzip.</summary>
    public async Task<byte[]> CompressAsync(CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        await using (var writer = CsvWriter.Create(gzip, new CsvWriterOptions { Separator = ';', ValidateFieldCount = false }, leaveOpen: true))
        {
            await writer.WriteRecordAsync([.. ExtractColumns.All], cancellationToken);
            for (int row = 0; row < Rows; row++)
            {
                await writer.WriteRecordAsync([.. FieldsOf(row)], cancellationToken);
            }

            await writer.FlushAsync(cancellationToken);
        }

        return file.ToArray();
    }

    private static bool IsEligible(InsuredPerson person) => person is { Vaccinated: false, Objected: false, Deceased: false };

    private static bool HasFault(int row) => row % RowsPerFault == FirstFault;

    private static int TurnOf(int row) => row / RowsPerFault % FaultsInTurn;

    private static string CodeOf(int row) => TurnOf(row) < ExtractFault.All.Count ? ExtractFault.All[TurnOf(row)].Code : RowReason.DuplicatePerson.Code;

    private IReadOnlyList<string> FieldsOf(int row)
    {
        IReadOnlyList<string> own = ExtractWriter.Fields(_people[row].Person, _people[row].TreatingDoctors);
        return HasFault(row) switch
        {
            false => own,
            _ when TurnOf(row) < ExtractFault.All.Count => ExtractFault.All[TurnOf(row)].Spoil(own),
            _ when TurnOf(row) == FaultsInTurn - 1 => ExtractWriter.Fields(_people[row - RowsPerFault].Person, _people[row].TreatingDoctors),
            _ => own,
        };
    }

    /// <summary>A number with the check digit that a real one has.</summary>
    private static string NumberOf(int doctor) => Enumerable.Range(0, 10)
        .Select(digit => string.Create(CultureInfo.InvariantCulture, $"{1_000_000_000 + doctor}{digit}"))
        .First(rpps => PractitionerId.TryParse(rpps, out PractitionerId id) && RppsCheckDigit.Holds(id));
}
