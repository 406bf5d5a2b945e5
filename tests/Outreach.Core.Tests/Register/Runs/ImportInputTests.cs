using System.IO.Compression;
using System.Text;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Register.Runs;

/// <summary>Files that are no extract, and extracts as nobody would write them.</summary>
public sealed class ImportInputTests
{
    private static readonly string Header1 = string.Join(';', ExtractColumns.Version1);
    private static readonly string Header2 = string.Join(';', ExtractColumns.Version2);

    [Theory]
    [Trait("threat", "57")]
    [InlineData("someone@example.org", "1 rue de l'Exemple", "someone@example.org", "1 rue de l'Exemple", null)]
    [InlineData("", "", "", "", null)]
    [InlineData("Someone <someone@example.org>", "", "", "", "register.email")]
    [InlineData("someone", "", "", "", "register.email")]
    [InlineData("a@example.org,b@example.org", "", "", "", "register.email")]
    public async Task Import_Version2_HoldsWhereAMessageReachesAPerson(string email, string street, string kept, string keptStreet, string? remark)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(Encoding.UTF8.GetBytes($"{Header2}\n{ImportRows.Good};{email};{street}\n"));

        RegisterEntry entry = Assert.Single(await world.PatientsAsync());
        Assert.Equal((kept, keptStreet), (entry.Person.Email, entry.Person.Street));
        Assert.Equal(remark, (await world.RejectedAsync(run)).Select(line => line.Code).SingleOrDefault());
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData("email")]
    [InlineData("street")]
    public async Task Import_OneColumnOfVersion2Alone_IsRefused(string column)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(Encoding.UTF8.GetBytes($"{Header1};{column}\n{ImportRows.Good};\n"));

        Assert.Equal((ImportState.Refused, "register.column-missing"), (run.State, run.Fault?.Code));
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_StreetTooLong_RefusesTheRow()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(Encoding.UTF8.GetBytes(
            $"{Header2}\n{ImportRows.Good};;{new string('x', 101)}\n{ImportRows.Person(1)};;{new string('x', 100)}\n"));

        Assert.Equal([(2L, "register.street")], await world.RejectedAsync(run));
        Assert.Equal(1, run.Counts.Loaded);
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData("\n", false, ';')]
    [InlineData("\r\n", true, ';')]
    [InlineData("\r", true, ',')]
    [InlineData("\r\n", false, ',')]
    public async Task Import_LineEndsMarksSeparatorsOrderAndQuotes_LoadTheSame(string lineEnd, bool mark, char separator)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        string[][] rows = [[.. ExtractColumns.Version1.Reverse()], [.. ImportRows.Good.Split(';').Reverse()], [.. ImportRows.With(ImportRows.Person(1), 2, "\"O\"\"B\"").Split(';').Reverse()]];
        string text = string.Join(lineEnd, rows.Select(row => string.Join(separator, row))) + lineEnd;

        ImportRun run = await world.ImportAsync(ImportWorld.Gzip([.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]));

        Assert.Equal((ImportState.Completed, 2L, 0L), (run.State, run.Counts.Loaded, run.Counts.Refused));
        Assert.Equal(["O\"B", "Santoni"], (await world.PatientsAsync()).Select(entry => entry.Person.FamilyName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData(";test_result", "register.column-unknown", "test_result")]
    [InlineData(";city", "register.column-repeated", "city")]
    [InlineData(";Marie Santoni", "register.column-unknown", "(column 14)")]
    public async Task Import_WrongColumns_AreNamedAndNothingIsLoaded(string more, string code, string named)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(Encoding.UTF8.GetBytes($"{Header1}{more}\n{ImportRows.Good};1\n"));

        Assert.Equal((ImportState.Refused, code), (run.State, run.Fault?.Code));
        Assert.Contains(named, run.Fault?.English, StringComparison.Ordinal);
        Assert.DoesNotContain("Santoni", run.Fault?.French, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, world.Register.StoredRows);
        Assert.Empty(world.Blobs.Contents);
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(60)]
    [InlineData(-1)]
    public async Task Import_GzipCutOffOrWithATail_IsRefused(int cut)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] whole = ImportWorld.Gzip(SamplePeople.Extract(Enumerable.Range(1, 50).Select(number => ImportRows.Person(number))));

        ImportRun run = await world.ImportAsync(cut > 0 ? whole[..^cut] : [.. whole, 1, 2, 3, 4]);

        Assert.Equal((ImportState.Refused, "register.gzip-damaged"), (run.State, run.Fault?.Code));
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_GzipDamagedOrOfSeveralFiles_IsRefused()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] whole = SamplePeople.Extract(Enumerable.Range(1, 50).Select(number => ImportRows.Person(number)));
        byte[] damaged = ImportWorld.Gzip(whole);
        damaged[^6] ^= 1;

        Assert.Equal("register.gzip-damaged", (await world.ImportAsync(damaged)).Fault?.Code);
        Assert.Equal("register.gzip-damaged", (await world.ImportAsync(ImportWorld.Gzip(whole, "x\n"u8.ToArray()))).Fault?.Code);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_LargerThanAllowed_IsRefused()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Policy = world.Policy with { MaxBytes = 1 << 20 };
        Assert.Equal("register.file-too-large", (await world.ImportAsync(Bomb(megabytes: 2))).Fault?.Code);

        world.Policy = new RegisterPolicy { AcceptTestIdentities = true, MaxRows = 1 };
        Assert.Equal("register.too-many-rows", (await world.ImportAsync(SamplePeople.Extract(ImportRows.Good, ImportRows.Person(1)))).Fault?.Code);

        world.Policy = new RegisterPolicy { AcceptTestIdentities = true, MaxDuplicates = 1 };
        Assert.Equal("register.too-many-duplicates", (await world.ImportAsync(SamplePeople.Extract(ImportRows.Good, ImportRows.Person(1), ImportRows.Good))).Fault?.Code);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_EndlessLine_IsRefusedAndTheNextIsLoaded()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(SamplePeople.Extract(
            ImportRows.Person(1), ImportRows.With(ImportRows.Good, 2, new string('x', 10 * 1024 * 1024)), ImportRows.Person(2)));

        Assert.Equal([(3L, "register.line-too-long")], await world.RejectedAsync(run));
        Assert.Equal(2, (await world.PatientsAsync()).Count);
    }

    /// <summary>A line is cut by its bytes: with letters of two bytes what is left of it has fewer characters than were allowed.</summary>
    [Theory]
    [Trait("threat", "57")]
    [InlineData(4_096, "register.email")]
    [InlineData(4_097, "register.line-too-long")]
    [InlineData(10_000, "register.line-too-long")]
    public async Task Import_LineWithAccents_IsMeasuredInBytes(int bytes, string code)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        string start = $"{ImportRows.With(ImportRows.Good, 3, "Éloïse")};;é";
        string line = start.PadRight(start.Length + bytes - Encoding.UTF8.GetByteCount(start), 'x');

        ImportRun run = await world.ImportAsync(Encoding.UTF8.GetBytes($"{Header1};street;email\n{line}\n{ImportRows.Person(1)};;\n"));

        Assert.Equal([(2L, code)], await world.RejectedAsync(run));
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_MoreDoctorsThanAllowed_IsRefusedWithoutLookingAtTheRest()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(SamplePeople.Extract(
            ImportRows.Person(1), ImportRows.Person(2, "99700218896|99700245667|99700296140|99700771191|99700771192|nobody")));

        Assert.Equal([(3L, "register.treating-doctor-count")], await world.RejectedAsync(run));
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_WrongEncodingOrNothing_IsRefused()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] good = SamplePeople.Extract(ImportRows.Person(1));

        Assert.Equal("register.encoding", (await world.ImportAsync(Encoding.Latin1.GetBytes(ImportWorld.Text(good)))).Fault?.Code);
        Assert.Equal("register.encoding", (await world.ImportAsync([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("é")])).Fault?.Code);
        Assert.Equal("register.file-empty", (await world.ImportAsync([])).Fault?.Code);
        Assert.Equal("register.header-missing", (await world.ImportAsync("x"u8.ToArray())).Fault?.Code);
        Assert.Equal("register.no-good-row", (await world.ImportAsync(SamplePeople.Extract())).Fault?.Code);
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData("253072B07300470", true)]
    [InlineData("253072A07300443", true)]
    [InlineData("253072b07300470", true)]
    [InlineData("295109912611193", true)]
    [InlineData("295109912611199", false)]
    [InlineData("170017510112313", false)]
    public async Task Import_NirOfCorsicaOverseasAndAbroad_IsJudgedByItsKey(string number, bool loaded)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(1), ImportRows.With(ImportRows.Good, 1, number)));

        Assert.Equal(loaded ? 2 : 1, run.Counts.Loaded);
        Assert.Equal(loaded ? [] : ["register.ins-key"], (await world.RejectedAsync(run)).Select(line => line.Code));
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData("00")]
    [InlineData("20")]
    [InlineData("50")]
    [InlineData("99")]
    public async Task Import_MonthOutsideTheCalendar_IsLoaded(string month)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        string body = $"153{month}97401234";

        await world.ImportAsync(SamplePeople.Extract(ImportRows.With(ImportRows.Good, 1, body + NirNumber.KeyOf(body))));

        Assert.Single(await world.PatientsAsync());
    }

    [Fact]
    public async Task Import_ExtractChangesAfterItWasAskedFor_IsRefusedAndWhatCameSinceIsNotTouched()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(SamplePeople.Extract(ImportRows.Good));
        ImportRun run = await world.StartAsync();
        world.Lists.Time.Advance(TimeSpan.FromSeconds(1));
        world.Land(SamplePeople.Extract(ImportRows.Person(1)));

        Assert.Equal("register.file-changed", (await world.DriveAsync(run)).Fault?.Code);
        Assert.Equal(ImportPlace.Landing, Assert.Single(world.Blobs.Contents).Key.Place);
    }

    /// <summary>A header, and then one letter over and over.</summary>
    internal static byte[] Bomb(int megabytes)
    {
        byte[] some = new byte[1 << 20];
        Array.Fill(some, (byte)'x');
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Header1 + "\n"));
            for (int i = 0; i < megabytes; i++)
            {
                gzip.Write(some);
            }
        }

        return file.ToArray();
    }
}
