using System.Text;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Outreach.Core.Audit;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Register;

public sealed class RegisterImportTests
{
    private const string Good =
        "1.2.250.1.213.1.4.11;253072B07300470;Santoni;Marie;1953-07-01;01 99 00 12 34;20200;Bastia;2B;99700218896;0;0;0";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryRegister _register;
    private readonly Mock<IAuditTrail> _audit = new();
    private readonly ImportBench _import;

    public RegisterImportTests()
    {
        _register = new InMemoryRegister(_time);
        _import = new ImportBench(_register, _audit.Object, _time);
    }

    [Fact]
    public async Task Import_GoodRow_IsReadAsWritten()
    {
        Result<RegisterImportOutcome> result = await _import.RunAsync(SamplePeople.Extract(Good));

        Assert.True(result.Succeeded);
        Assert.True(result.Value.Changed);
        Assert.Equal((1L, 0L), (result.Value.Import.Counts.Loaded, result.Value.Import.Counts.Refused));
        RegisterEntry entry = Assert.Single(await PatientsAsync());
        Assert.Equal(
            new InsuredPerson
            {
                Id = new PatientId(InsSystem.Demo, "253072B07300470"),
                FamilyName = "Santoni",
                GivenName = "Marie",
                BirthDate = new DateOnly(1953, 7, 1),
                Phone = "+33199001234",
                PostalCode = "20200",
                City = "Bastia",
                Department = "2B",
            },
            entry.Person);
        Assert.Empty(_import.Faults);
    }

    [Fact]
    public async Task Import_WholePopulation_LoadsEverybody()
    {
        SyntheticPopulation population = new(SamplePeople.Doctors) { PatientsPerDoctor = 1_500 };

        Result<RegisterImportOutcome> result = await _import.RunAsync(await SamplePeople.ExtractAsync(population));

        IReadOnlyList<SyntheticPerson> people = [.. SyntheticPeople.Of(population)];
        Assert.Equal(people.Count, result.Value!.Import.Counts.Loaded);
        Assert.Empty(_import.Faults);
        Assert.Equal(
            people.Where(p => p.TreatingDoctors.Contains(SamplePeople.Doctors[0])).Select(p => p.Person),
            (await PatientsAsync()).Select(entry => entry.Person));
        Assert.Contains(_import.Progress, progress => progress.Phase == RegisterImportPhase.Loading && progress.Rows == 6_000);
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData(4, "19530-7-1", "register.birth-date")]
    [InlineData(4, "1953-02-29", "register.birth-date")]
    [InlineData(4, "2026-11-03", "register.birth-date")]
    [InlineData(4, "1889-12-31", "register.birth-date")]
    [InlineData(0, "1.2.250.1.213.1.4.12", "register.ins-system")]
    [InlineData(0, "", "register.ins-system")]
    [InlineData(1, "253072B0730047", "register.ins-number")]
    [InlineData(1, "253072C07300470", "register.ins-number")]
    [InlineData(1, "253072B07300471", "register.ins-key")]
    [InlineData(2, "", "register.family-name")]
    [InlineData(2, "  ", "register.family-name")]
    [InlineData(3, "Ma\u0007rie", "register.given-name")]
    [InlineData(6, "2020", "register.postal-code")]
    [InlineData(7, "Bas\u001Btia", "register.city")]
    [InlineData(8, "20", "register.department")]
    [InlineData(8, "96", "register.department")]
    [InlineData(9, "9970021889", "register.treating-doctor")]
    [InlineData(9, "99700218896|", "register.treating-doctor")]
    [InlineData(9, "99700218896,99700245667", "register.treating-doctor")]
    [InlineData(9, "99700218896|99700245667|99700296140|99700771191|10000000001", "register.treating-doctor-count")]
    [InlineData(10, "", "register.vaccinated")]
    [InlineData(10, "oui", "register.vaccinated")]
    [InlineData(11, "2", "register.objected")]
    [InlineData(12, "x", "register.deceased")]
    [InlineData(12, "0;1", "register.field-count")]
    [InlineData(2, "San\"toni", "register.quotes")]
    [InlineData(2, "\"Santoni", "register.quotes")]
    [InlineData(2, "\"San\"toni", "register.quotes")]
    public async Task Import_OneFieldWrong_RefusesThatRowAloneByLineAndReason(int field, string value, string code)
    {
        Result<RegisterImportOutcome> result = await _import.RunAsync(SamplePeople.Extract(Other(1), With(field, value), Other(2)));

        Assert.Equal([(3L, code)], _import.Faults.Select(fault => (fault.Line, fault.Reason.Code)));
        Assert.Equal((2L, 1L), (result.Value!.Import.Counts.Loaded, result.Value.Import.Counts.Refused));
        Assert.Equal(1, result.Value.Import.Counts.ByReason[code]);
        Assert.Equal(2, (await PatientsAsync()).Count);
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData(1, "253072b07300470")] // the letters of Corsica in lower case
    [InlineData(5, "")]
    [InlineData(6, "")]
    [InlineData(7, "")]
    [InlineData(8, "2b")]
    [InlineData(8, "")] // told by the postal code
    [InlineData(10, "TRUE")]
    [InlineData(9, "99700218896|99700218896")]
    [InlineData(9, "899700218896 | 99700245667")]
    [InlineData(2, "\"San;to\"\"ni\"")]
    public async Task Import_UnusualButRight_IsLoaded(int field, string value)
    {
        await _import.RunAsync(SamplePeople.Extract(With(field, value)));

        Assert.Empty(_import.Faults);
        Assert.Equal("2B", Assert.Single(await PatientsAsync()).Person.Department);
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData("20")]
    [InlineData("50")]
    [InlineData("99")]
    public async Task Import_MonthOfAnIncompleteRecord_IsLoaded(string month)
    {
        string body = $"153{month}97401234";

        await _import.RunAsync(SamplePeople.Extract(With(1, body + NirNumber.KeyOf(body))));

        Assert.Single(await PatientsAsync());
    }

    [Theory]
    [InlineData(5, "0000", "register.phone")]
    [InlineData(9, "99700218896|10000000000", "register.rpps-check-digit")]
    public async Task Import_WhatDoesNotKeepAPersonOut_IsARemark(int field, string value, string code)
    {
        Result<RegisterImportOutcome> result = await _import.RunAsync(SamplePeople.Extract(With(field, value)));

        Assert.Equal(code, Assert.Single(_import.Faults).Reason.Code);
        Assert.Equal((1L, 0L, 1L), (result.Value!.Import.Counts.Loaded, result.Value.Import.Counts.Refused, result.Value.Import.Counts.Remarked));
        Assert.Single(await PatientsAsync());
    }

    [Theory]
    [Trait("threat", "30")]
    [InlineData(InsSystem.Test)]
    [InlineData(InsSystem.Demo)]
    public async Task Import_TestIdentityInProduction_IsRefused(string system)
    {
        _import.Policy = new RegisterPolicy();

        await _import.RunAsync(SamplePeople.Extract(With(0, system), Other(1, InsSystem.Nir)));

        Assert.Equal([(2L, "register.test-identity")], _import.Faults.Select(fault => (fault.Line, fault.Reason.Code)));
        Assert.Equal(InsSystem.Nir, Assert.Single(await PatientsAsync()).Person.Id.System);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_PersonOnSeveralLines_LoadsNoneOfThem()
    {
        Result<RegisterImportOutcome> result = await _import.RunAsync(SamplePeople.Extract(Good, Other(1), With(10, "1"), With(9, ""), Other(2)));

        Assert.Equal(
            [(2L, "register.duplicate-person"), (4L, "register.duplicate-person"), (5L, "register.duplicate-person")],
            _import.Faults.Select(fault => (fault.Line, fault.Reason.Code)));
        Assert.Equal((2L, 3L), (result.Value!.Import.Counts.Loaded, result.Value.Import.Counts.Refused));
        Assert.Equal(2, (await PatientsAsync()).Count);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_EndlessLine_IsRefusedAndTheNextIsLoaded()
    {
        byte[] extract = SamplePeople.Extract(Other(1), With(2, new string('x', 10 * 1024 * 1024)), new string(';', 10 * 1024 * 1024), Other(2));
        long before = GC.GetAllocatedBytesForCurrentThread();

        await _import.RunAsync(extract);

        Assert.Equal(
            [(3L, "register.line-too-long"), (4L, "register.line-too-long")], _import.Faults.Select(fault => (fault.Line, fault.Reason.Code)));
        Assert.Equal(2, (await PatientsAsync()).Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData("\n", false, ';', false)]
    [InlineData("\r\n", true, ';', false)]
    [InlineData("\r", false, ';', false)]
    [InlineData("\n", true, ',', true)]
    [InlineData("\r\n", false, ',', true)]
    public async Task Import_OtherLineEndsMarksSeparatorsAndOrder_LoadsTheSame(string lineEnd, bool mark, char separator, bool reversed)
    {
        string[][] rows = [[.. ExtractColumns.Version1], Good.Split(';'), Other(1).Split(';'), With(9, "99700218896|bad").Split(';')];
        IEnumerable<string> lines = rows.Select(row => string.Join(separator, reversed ? row.Reverse() : row));
        byte[] extract = [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(string.Join(lineEnd, lines) + lineEnd + lineEnd)];

        await _import.RunAsync(extract);

        Assert.Equal([(4L, "register.treating-doctor")], _import.Faults.Select(fault => (fault.Line, fault.Reason.Code)));
        Assert.Equal(["Noël", "Santoni"], (await PatientsAsync()).Select(entry => entry.Person.FamilyName).Order());
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_WrongEncoding_LoadsNothing()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(SamplePeople.Extract(Good, Other(1))));
        byte[] utf16 = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(SamplePeople.Extract(Good)))];
        byte[] cutInACharacter = SamplePeople.Extract(Good, "é")[..^2];
        byte[] zip = [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x08, 0x08, 0xFF, 0xFE];
        foreach (byte[] extract in new[] { latin1, utf16, cutInACharacter, zip })
        {
            Assert.Equal("register.encoding", (await _import.RunAsync(extract)).Failure?.Code);
        }

        Assert.Equal(0, _register.StoredRows);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_UnknownMissingOrRepeatedColumn_IsNamedAndLoadsNothing()
    {
        string header = string.Join(';', ExtractColumns.Version1);

        Failure? unknown = (await _import.RunAsync(Encoding.UTF8.GetBytes($"{header};test_result\n{Good};1\n"))).Failure;
        Failure? missing = (await _import.RunAsync(Encoding.UTF8.GetBytes($"{header.Replace(";objected", "", StringComparison.Ordinal)}\n"))).Failure;
        Failure? repeated = (await _import.RunAsync(Encoding.UTF8.GetBytes($"{header};city\n{Good};Bastia\n"))).Failure;
        Failure? unnamed = (await _import.RunAsync(Encoding.UTF8.GetBytes($"{header};Marie Santoni\n"))).Failure;

        Assert.Equal("register.column-unknown", unknown?.Code);
        Assert.Contains("test_result", unknown?.English, StringComparison.Ordinal);
        Assert.Equal("register.column-missing", missing?.Code);
        Assert.Contains("objected", missing?.English, StringComparison.Ordinal);
        Assert.Equal("register.column-repeated", repeated?.Code);
        Assert.Contains("city", repeated?.French, StringComparison.Ordinal);
        Assert.DoesNotContain("Santoni", unnamed?.English, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("column 14", unnamed?.English, StringComparison.Ordinal);
        Assert.Equal(0, _register.StoredRows);
    }

    [Theory]
    [InlineData("", "register.file-empty")]
    [InlineData("\uFEFF", "register.file-empty")]
    [InlineData(Good, "register.header-missing")]
    [InlineData("\"ins_system;ins_number", "register.header-missing")]
    public async Task Import_NoHeader_LoadsNothing(string text, string code) =>
        Assert.Equal(code, (await _import.RunAsync(Encoding.UTF8.GetBytes(text))).Failure?.Code);

    [Fact]
    public async Task Import_NoGoodRow_LeavesTheRegisterAsItIs()
    {
        await _import.RunAsync(SamplePeople.Extract(Good));

        Assert.Equal("register.no-good-row", (await _import.RunAsync(SamplePeople.Extract())).Failure?.Code);
        Assert.Equal("register.no-good-row", (await _import.RunAsync(SamplePeople.Extract(With(1, "x")))).Failure?.Code);
        Assert.Single(_import.Faults);
        Assert.Single(await PatientsAsync());
    }

    [Fact]
    public async Task Import_MoreRowsThanAllowed_LoadsNothing()
    {
        _import.Policy = _import.Policy with { MaxRows = 2 };

        Assert.True((await _import.RunAsync(SamplePeople.Extract(Other(1), Other(2)))).Succeeded);
        Assert.Equal("register.too-many-rows", (await _import.RunAsync(SamplePeople.Extract(Other(1), Other(2), Good))).Failure?.Code);
    }

    [Fact]
    [Trait("threat", "33")]
    [Trait("threat", "57")]
    public async Task Import_SameFileTwice_ChangesNothingAndSaysSo()
    {
        byte[] extract = SamplePeople.Extract(Good, With(1, "x"));
        RegisterImport first = (await _import.RunAsync(extract)).Value!.Import;

        Result<RegisterImportOutcome> second = await _import.RunAsync(extract);

        Assert.False(second.Value!.Changed);
        Assert.Equal(first, second.Value.Import);
        Assert.Single(_import.Faults);
        Assert.Equal(1, _register.StoredRows);
    }

    [Fact]
    public async Task Import_NewFile_PeopleWhoLeftAreGone()
    {
        await _import.RunAsync(SamplePeople.Extract(Good, Other(1)));

        await _import.RunAsync(SamplePeople.Extract(Other(1)));

        Assert.Equal("Noël", Assert.Single(await PatientsAsync()).Person.FamilyName);
        Assert.Equal(1, _register.StoredRows);
    }

    [Fact]
    [Trait("threat", "31")]
    public async Task Import_CutShortAtAnyRowAndRunAgain_IsTheSameAsOnce()
    {
        await _import.RunAsync(SamplePeople.Extract(Good));
        byte[] extract = SamplePeople.Extract(Other(1), Other(2), Other(3));
        for (int openings = 1; openings <= 2; openings++)
        {
            int left = openings;
            await Assert.ThrowsAsync<IOException>(() => _import.RunAsync(
                () => --left == 0 ? new BreakingStream(extract, extract.Length - 40) : new MemoryStream(extract)));

            Assert.Equal("Santoni", Assert.Single(await PatientsAsync()).Person.FamilyName);
        }

        await _import.RunAsync(extract);

        Assert.Equal(3, (await PatientsAsync()).Count);
        Assert.Equal(3, _register.StoredRows);
    }

    [Fact]
    public async Task Import_FileChangesWhileItIsLoaded_IsNotSeen()
    {
        int opened = 0;

        Result<RegisterImportOutcome> result = await _import.RunAsync(
            () => new MemoryStream(++opened == 1 ? SamplePeople.Extract(Good) : SamplePeople.Extract(Other(1), Other(2))));

        Assert.Equal("register.file-changed", result.Failure?.Code);
        Assert.Empty(await PatientsAsync());
    }

    [Fact]
    [Trait("threat", "52")]
    public async Task Import_AuditFails_IsNotSeen()
    {
        _audit.Setup(a => a.AppendAsync(It.IsAny<AuditStream>(), It.IsAny<AuditEvent>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new TransientDependencyException("The audit trail is away."));

        await Assert.ThrowsAsync<TransientDependencyException>(() => _import.RunAsync(SamplePeople.Extract(Good)));

        Assert.Empty(await PatientsAsync());
    }

    [Fact]
    [Trait("threat", "53")]
    public async Task Import_AuditEventAndReport_HoldNoPersonalData()
    {
        await _import.RunAsync(SamplePeople.Extract(Good, With(3, ""), Other(1).Replace(";;97490", ";12;97490", StringComparison.Ordinal)));

        AuditEvent recorded = Assert.IsType<AuditEvent>(_audit.Invocations.Single().Arguments[1]);
        string said = string.Join('\n', [.. recorded.Data.Values, .. _import.Faults.Select(fault => fault.ToString())]);
        foreach (string secret in new[] { "253072B", "Santoni", "Marie", "1953-07", "9900", "Bastia", "997002" })
        {
            Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<IReadOnlyList<RegisterEntry>> PatientsAsync() =>
        await _register.ReadPatientsAsync(
            _import.Campaign, SamplePeople.Secret, SamplePeople.Pseudonyms.For(_import.Campaign, SamplePeople.Doctors[0]), default).ToListAsync();

    private static string With(int field, string value)
    {
        string[] fields = Good.Split(';');
        fields[field] = value;
        return string.Join(';', fields);
    }

    /// <summary>Another good person.</summary>
    private static string Other(int number, string system = InsSystem.Demo)
    {
        string body = $"1530797{number:000000}";
        return $"{system};{body}{NirNumber.KeyOf(body)};Noël;Loïc;1953-07-01;;97490;Saint-Denis;974;99700218896;0;0;0";
    }

    /// <summary>Ends with an I/O error, as a file on a drive that was pulled.</summary>
    private sealed class BreakingStream(byte[] content, int after) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= after
                ? throw new IOException("The device is gone.")
                : base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, after - Position)], cancellationToken);
    }
}
