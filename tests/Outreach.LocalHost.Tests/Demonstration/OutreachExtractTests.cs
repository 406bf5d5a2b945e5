using System.IO.Compression;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register.Import;
using Outreach.LocalHost.Demonstration;
using Xunit;

namespace Outreach.LocalHost.Tests.Demonstration;

public sealed class OutreachExtractTests
{
    private static readonly OutreachExtract Extract = new();

    [Fact]
    public async Task Compress_TheFile_HasAHundredThousandRowsAndTheFaultsItNames()
    {
        using var gzip = new GZipStream(new MemoryStream(await Extract.CompressAsync(default)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        string[] lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(OutreachExtract.Rows + 1, lines.Length);
        Assert.Equal(ExtractColumns.Version2, lines[0].TrimEnd('\r').Split(';'));
        Assert.Equal((OutreachExtract.FaultCount, OutreachExtract.Rows - OutreachExtract.FaultCount), (Extract.Faults.Count, Extract.Loaded.Count));
        Assert.Equal(9, Extract.Faults.CountBy(fault => fault.Code).Count());
        Assert.All(
            Extract.Faults.Where(fault => fault.Code == RowReason.FieldCount.Code), fault => Assert.Equal(ExtractColumns.Version2.Count + 1, lines[fault.Line - 1].Split(';').Length));
    }

    /// <summary>So that the last part of a wave waits while the first goes out: a hundred e-mails are a part here.</summary>
    [Fact]
    public void WithoutDoctor_OfAnyDepartment_AreMoreThanGoOutAtOnce()
    {
        foreach (string department in Extract.Loaded.Select(person => person.Person.Department).Distinct(StringComparer.Ordinal))
        {
            var people = Extract.WithoutDoctor([department]);

            Assert.InRange(people.Count(person => OutreachExtract.ChannelOf(person) == OutreachChannel.Email), 140, 500);
            Assert.All(people, person => Assert.Empty(person.TreatingDoctors));
        }
    }
}
